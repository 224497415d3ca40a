package dev.mosty.doctor;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The installation to look at.
 *
 * @param language of the findings
 * @param variables that its services are started with
 * @param services where each is asked how it is, by its name
 * @param door where nginx serves TLS, if it does
 * @param data the directory whose disk must not fill up
 * @param example {@code deploy/env.example}, which names every variable
 */
record Site(
        Locale language,
        Map<String, String> variables,
        Map<String, URI> services,
        Optional<InetSocketAddress> door,
        Path data,
        Path example) {}
