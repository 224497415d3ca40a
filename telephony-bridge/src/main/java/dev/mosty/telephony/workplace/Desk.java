package dev.mosty.telephony.workplace;

import java.util.List;
import java.util.Optional;

/**
 * Who listens, and to what.
 *
 * @param owner whose streams are counted together
 * @param session ends the stream when it ends; empty for a token, which holds as long as the process
 */
record Desk(String owner, List<String> extensions, Optional<String> session) {}
