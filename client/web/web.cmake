# SPDX-License-Identifier: MIT
# The pages as a C table of the daemon; relay/CMakeLists.txt includes this.
set(web_source ${CMAKE_SOURCE_DIR}/client/web)
set(web_out ${CMAKE_BINARY_DIR}/web)
file(MAKE_DIRECTORY ${web_out})
file(GLOB web_pages CONFIGURE_DEPENDS ${web_source}/*.html)
file(GLOB web_modules CONFIGURE_DEPENDS ${web_source}/*.js)
file(GLOB web_styles CONFIGURE_DEPENDS ${web_source}/*.css)
file(GLOB web_others CONFIGURE_DEPENDS ${web_source}/*.svg
  ${web_source}/*.webmanifest)
file(GLOB web_catalogues CONFIGURE_DEPENDS proto/catalogue_rows*.inc)
file(GLOB web_templates CONFIGURE_DEPENDS templates/*.json)

add_custom_command(OUTPUT ${web_out}/words.id.js
  COMMAND ${Python3_EXECUTABLE} ${web_source}/words.py ${web_out}/words.id.js
    ${web_catalogues} -- ${web_modules} ${web_pages}
  DEPENDS ${web_source}/words.py ${web_catalogues} ${web_modules} ${web_pages}
  VERBATIM)
add_custom_command(OUTPUT ${web_out}/templates.js
  COMMAND ${Python3_EXECUTABLE} ${web_source}/templates.py
    ${web_out}/templates.js ${web_templates}
  DEPENDS ${web_source}/templates.py ${web_templates}
  VERBATIM)
file(GLOB web_client CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/client/*.c)
add_custom_command(OUTPUT ${web_out}/export-words.js
  COMMAND ${Python3_EXECUTABLE} ${web_source}/export-words.py
    ${CMAKE_SOURCE_DIR}/client ${web_out}/export-words.js
  DEPENDS ${web_source}/export-words.py ${web_client}
  VERBATIM)

# Where each file is served: a page without its ending, the rest by its name.
set(web_files ${web_modules} ${web_others} ${web_out}/words.id.js
  ${web_out}/templates.js ${web_out}/export-words.js)
set(web_pairs)
foreach(file ${web_files})
  get_filename_component(name ${file} NAME)
  list(APPEND web_pairs /${name}=${file})
endforeach()
foreach(file ${web_pages})
  get_filename_component(name ${file} NAME_WE)
  if(name STREQUAL "index")
    list(APPEND web_pairs /=${web_out}/pages/index.html)
  else()
    list(APPEND web_pairs /${name}=${web_out}/pages/${name}.html)
  endif()
endforeach()
if(SCRUBRELAY_WASM)
  set(web_wasm ${CMAKE_BINARY_DIR}/wasm)
  list(APPEND web_files ${web_wasm}/scrub.js ${web_wasm}/scrub.wasm
    ${web_wasm}/scrub-words.bin.gz)
  list(APPEND web_pairs /scrub.js=${web_wasm}/scrub.js
    /scrub.wasm=${web_wasm}/scrub.wasm
    /scrub-words.bin=${web_wasm}/scrub-words.bin.gz)
endif()
# One script and one style sheet for each page, under names of their content.
find_program(ESBUILD esbuild REQUIRED)
set(web_bundles)
foreach(file ${web_pages})
  get_filename_component(name ${file} NAME)
  list(APPEND web_bundles ${web_out}/pages/${name})
endforeach()
add_custom_command(OUTPUT ${web_bundles}
  COMMAND ${Python3_EXECUTABLE} ${web_source}/bundle.py ${ESBUILD}
    ${web_out}/pages ${web_out}/stage ${web_pages} ${web_modules} ${web_styles}
    ${web_out}/words.id.js ${web_out}/templates.js ${web_out}/export-words.js
  DEPENDS ${web_source}/bundle.py ${web_pages} ${web_modules} ${web_styles}
    ${web_out}/words.id.js ${web_out}/templates.js ${web_out}/export-words.js
  VERBATIM)
add_custom_command(OUTPUT ${web_out}/web_table.c ${web_out}/web_table.bin
  COMMAND ${Python3_EXECUTABLE} ${web_source}/embed.py ${web_out}/web_table.c
    ${web_out}/web_table.bin ${web_out}/pages/p ${web_pairs}
  DEPENDS ${web_source}/embed.py ${web_files} ${web_bundles}
  VERBATIM)
target_sources(relaycore PRIVATE ${web_out}/web_table.c)
