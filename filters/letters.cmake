# The letter table: gen/letters.c, by utf8proc, run by the build.
add_executable(letters gen/letters.c utf8.c)
# It runs while building, where a sanitizer may not.
target_compile_options(letters PRIVATE -fno-sanitize=all)
target_link_options(letters PRIVATE -fno-sanitize=all)
target_include_directories(letters PRIVATE .)
target_link_libraries(letters PRIVATE PkgConfig::UTF8PROC)
set(letters_c ${CMAKE_CURRENT_BINARY_DIR}/letter_table.c)
add_custom_command(OUTPUT ${letters_c}
  COMMAND letters ${letters_c}
  DEPENDS letters
  COMMENT "Making the letter table")
target_sources(scrub PRIVATE ${letters_c})
