# Built-in policies: each policies/NAME.json as bytes in policies_builtin.c.
file(GLOB policy_files CONFIGURE_DEPENDS policies/*.json)
set(policies_out ${CMAKE_CURRENT_BINARY_DIR}/policies_builtin.c)
string(REPLACE ";" "," policy_list "${policy_files}")
add_custom_command(OUTPUT ${policies_out}
  COMMAND ${CMAKE_COMMAND} "-DFILES=${policy_list}" -DOUT=${policies_out}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/policies/embed.cmake
  DEPENDS ${policy_files} policies/embed.cmake
  VERBATIM)
target_sources(scrub PRIVATE ${policies_out})
install(FILES ${policy_files}
  DESTINATION ${CMAKE_INSTALL_DATADIR}/scrubrelay/policies)
