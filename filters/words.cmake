# The word table: gen/words.py from data/ and Debian's dictionaries.
#
# hunspell-en-med is under GPL-3 or later, so a binary with its words is too.
# Without it the filter knows fewer clinical words, and redacts more of them.
option(SCRUBRELAY_MEDICAL_GPL
  "word table with hunspell-en-med (binary under GPL-3-or-later)" ON)

set(words_bin ${CMAKE_CURRENT_BINARY_DIR}/words_table.bin)
set(words_pack ${CMAKE_CURRENT_BINARY_DIR}/words_pack.bin)
set(words_c ${CMAKE_CURRENT_BINARY_DIR}/words_table.c)
file(GLOB words_data CONFIGURE_DEPENDS data/*.txt)
add_custom_command(OUTPUT ${words_bin} ${words_c} ${words_pack}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/gen/words.py
    $<$<NOT:$<BOOL:${SCRUBRELAY_MEDICAL_GPL}>>:--no-medical-gpl>
    ${CMAKE_CURRENT_SOURCE_DIR}/data ${words_bin} ${words_c} ${words_pack}
  DEPENDS gen/words.py gen/borrowed.py ${words_data}
  COMMENT "Making the word table"
  COMMAND_EXPAND_LISTS VERBATIM)
target_sources(scrub PRIVATE ${words_c})
set_source_files_properties(${words_c} PROPERTIES OBJECT_DEPENDS ${words_bin})
