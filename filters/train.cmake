# The library once more, for train/ and tests/eval/ only: weights come from a
# file, and layers can be switched off.
get_target_property(eval_sources scrub SOURCES)
add_library(scrub_eval STATIC EXCLUDE_FROM_ALL ${eval_sources})
target_include_directories(scrub_eval PUBLIC . PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
target_link_libraries(scrub_eval PRIVATE PkgConfig::UTF8PROC PkgConfig::PCRE2)
target_compile_definitions(scrub_eval PUBLIC SCRUB_EVAL)

# train/train.py runs it.
add_executable(tagger_train EXCLUDE_FROM_ALL train/tagger_train.c
  train/tagger_fit.c train/described_train.c train/marks.c
  train/numeral_train.c train/around_fit.c train/learn.c)
target_link_libraries(tagger_train PRIVATE scrub_eval m)
# No product and sum in one rounding: the same weights on every processor.
target_compile_options(tagger_train PRIVATE -ffp-contract=off)
