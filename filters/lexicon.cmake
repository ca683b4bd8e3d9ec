# The lexicon: gen/lexicon.py from the cues, lists and frames of lang/.
set(lexicon_c ${CMAKE_CURRENT_BINARY_DIR}/lexicon_table.c)
set(frames_c ${CMAKE_CURRENT_BINARY_DIR}/frame_table.c)
add_custom_command(OUTPUT ${lexicon_c} ${frames_c}
  COMMAND ${CMAKE_COMMAND} -E env PYTHONDONTWRITEBYTECODE=1
    ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/gen/lexicon.py
    ${CMAKE_CURRENT_SOURCE_DIR}/lang ${lexicon_c} ${frames_c}
  DEPENDS gen/lexicon.py gen/frames.py lang/en.c lang/id.c lang/lists.txt
    lang/clinical.txt lang/frames-en.txt lang/frames-id.txt frame_who.h
  COMMENT "Making the lexicon and the frames"
  VERBATIM)
target_sources(scrub PRIVATE ${lexicon_c} ${frames_c})
