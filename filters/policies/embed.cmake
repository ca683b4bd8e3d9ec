# cmake -DFILES=a.json,b.json -DOUT=x.c -P embed.cmake
string(REPLACE "," ";" files "${FILES}")
set(arrays "")
set(rows "")
foreach(file ${files})
  get_filename_component(name ${file} NAME_WE)
  string(MAKE_C_IDENTIFIER ${name} id)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "static const unsigned char ${id}[] = {${bytes}};\n")
  string(APPEND rows "\t{\"${name}\", ${id}, sizeof(${id})},\n")
endforeach()
file(WRITE ${OUT} "/* Made by policies/embed.cmake. */\n#include \"policy.h\"\n\n"
  "${arrays}\nconst struct policy_builtin policy_builtins[] = {\n${rows}"
  "\t{NULL, NULL, 0},\n};\n")
