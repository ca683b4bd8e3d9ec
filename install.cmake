# SPDX-License-Identifier: MIT
# Where everything goes (GNUInstallDirs); the programs are installed by their
# own folders.
install(FILES relay/scrubrelayd.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(FILES relay/scrubrelayd.json.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES client/scrubrelay.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(DIRECTORY filters/policies/ DESTINATION ${CMAKE_INSTALL_DATADIR}/scrubrelay/policies
  FILES_MATCHING PATTERN "*.json")
install(DIRECTORY relay/templates/ DESTINATION ${CMAKE_INSTALL_DATADIR}/scrubrelay/templates
  FILES_MATCHING PATTERN "*.json")
install(FILES README.md CHANGELOG.md LICENSE relay/scrubrelayd.json.example
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
# Where README.md says that they are.
install(FILES filters/README.md filters/scrub_text.3
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/filters)
install(FILES relay/ARCHIVE.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/relay)
install(FILES relay/proto/PROTOCOL.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/relay/proto)

configure_file(relay/scrubrelayd.service.in relay/scrubrelayd.service @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/relay/scrubrelayd.service
  DESTINATION lib/systemd/system)
