# The same library as WebAssembly: bin/wasm/scrub.wasm, its words and its
# wrapper. Needs clang, wasm-ld and wasi-libc; made when they are there.
find_program(WASM_CC NAMES clang-14 clang-15 clang-16 clang)
find_program(WASM_LD NAMES wasm-ld-14 wasm-ld-15 wasm-ld-16 wasm-ld)
find_file(WASM_LIBC NAMES libc.a PATHS /usr/lib/wasm32-wasi NO_DEFAULT_PATH)
set(wasm_found OFF)
if(WASM_CC AND WASM_LD AND WASM_LIBC)
  set(wasm_found ON)
endif()
option(SCRUBRELAY_WASM "build the filter as WebAssembly too" ${wasm_found})
if(NOT SCRUBRELAY_WASM)
  return()
endif()

set(wasm_dir ${CMAKE_CURRENT_BINARY_DIR}/wasm)
set(wasm_out ${CMAKE_BINARY_DIR}/wasm)
file(MAKE_DIRECTORY ${wasm_dir} ${wasm_out})
get_target_property(wasm_sources scrub SOURCES)
list(FILTER wasm_sources EXCLUDE REGEX "site\\.c$|TARGET_OBJECTS")
file(GLOB wasm_own CONFIGURE_DEPENDS wasm/*.c)
set(wasm_objects)
# The automata first: they take longest.
foreach(source ${automata_c} ${wasm_sources} ${wasm_own})
  get_filename_component(source ${source} ABSOLUTE
    BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  string(MAKE_C_IDENTIFIER ${source} name)
  set(object ${wasm_dir}/${name}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_C_COMPILER_LAUNCHER} ${WASM_CC} --target=wasm32-wasi -std=c11
      -O2 -DNDEBUG -D_DEFAULT_SOURCE -DSCRUB_WORDS_PACKED -Wall -Wextra
      -Wno-unused-label -Wno-unused-variable -Wno-unused-but-set-variable
      -I${CMAKE_CURRENT_SOURCE_DIR} -I${CMAKE_CURRENT_BINARY_DIR}
      -MMD -MF ${object}.d -c -o ${object} ${source}
    DEPENDS ${source}
    DEPFILE ${object}.d
    VERBATIM)
  list(APPEND wasm_objects ${object})
endforeach()

# A reactor: no main(); memory for the word table and the longest text.
add_custom_command(OUTPUT ${wasm_out}/scrub.wasm
  COMMAND ${WASM_CC} --target=wasm32-wasi -mexec-model=reactor
    -fuse-ld=${WASM_LD} -Wl,--strip-all -Wl,--gc-sections
    -Wl,-z,stack-size=1048576 -o ${wasm_out}/scrub.wasm ${wasm_objects}
  DEPENDS ${wasm_objects}
  COMMENT "Linking scrub.wasm"
  COMMAND_EXPAND_LISTS VERBATIM)
add_custom_command(OUTPUT ${wasm_out}/scrub-words.bin.gz
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/gen/gzip_file.py
    ${words_pack} ${wasm_out}/scrub-words.bin.gz
  DEPENDS ${words_pack} gen/gzip_file.py
  VERBATIM)
add_custom_command(OUTPUT ${wasm_out}/scrub.js
  COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/wasm/scrub.js
    ${wasm_out}/scrub.js
  # Node before 20 takes a .js for a module only where this says so.
  COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/wasm/package.json
    ${wasm_out}/package.json
  DEPENDS wasm/scrub.js wasm/package.json
  VERBATIM)
set(wasm_files ${wasm_out}/scrub.wasm ${wasm_out}/scrub-words.bin.gz
  ${wasm_out}/scrub.js)
add_custom_target(scrub_wasm ALL DEPENDS ${wasm_files})
install(FILES ${wasm_files}
  DESTINATION ${CMAKE_INSTALL_DATADIR}/scrubrelay/wasm)
