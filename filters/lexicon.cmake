# The lexicon: gen/lexicon.py from the cues and lists of lang/.
set(lexicon_c ${CMAKE_CURRENT_BINARY_DIR}/lexicon_table.c)
add_custom_command(OUTPUT ${lexicon_c}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/gen/lexicon.py
    ${CMAKE_CURRENT_SOURCE_DIR}/lang ${lexicon_c}
  DEPENDS gen/lexicon.py lang/en.c lang/id.c lang/lists.txt lang/clinical.txt
  COMMENT "Making the lexicon"
  VERBATIM)
target_sources(scrub PRIVATE ${lexicon_c})
