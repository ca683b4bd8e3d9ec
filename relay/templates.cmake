# SPDX-License-Identifier: MIT
# templates/*.json as C tables.
file(GLOB template_files CONFIGURE_DEPENDS templates/*.json)
set(template_tables ${CMAKE_CURRENT_BINARY_DIR}/template_tables.c)
add_custom_command(OUTPUT ${template_tables}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/templates/gen.py
    ${template_tables} ${template_files}
  DEPENDS templates/gen.py ${template_files}
  VERBATIM)
target_sources(relaycore PRIVATE ${template_tables})
