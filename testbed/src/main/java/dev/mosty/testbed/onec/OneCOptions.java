package dev.mosty.testbed.onec;

import dev.mosty.testbed.onec.calls.CallsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a simulated 1C starts; what can change while it runs is in {@link Knobs}.
 *
 * @param host the address to listen on
 * @param port 0 takes any free one
 * @param path of the publication, with a slash at both ends: {@code /base/hs/service/}
 * @param user of the infobase, who passes Basic authorization
 * @param telephony the extension that is told of calls
 * @param stateFile where documents outlive a restart; empty keeps them in memory only
 * @param clock says when a document was written
 */
public record OneCOptions(
        String host,
        int port,
        String path,
        String user,
        String password,
        CallsOptions telephony,
        Optional<Path> stateFile,
        Clock clock) {

    /** The publication that {@code ./suite up} gives to amo-proxy. */
    public static final String PATH = "/clinic/hs/amocrm/";

    /** The service that bitrix-sync asks for changes, for the same user. */
    public static final String CHANGES_PATH = "/clinic/hs/bitrix/changes";

    /** Checks the path's form. */
    public OneCOptions {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("ONEC_PATH must begin and end with a slash: " + path);
        }
    }

    /** Any free port of loopback, the user that amo-proxy has by default, in memory. */
    public static OneCOptions inMemory() {
        return new OneCOptions(
                "127.0.0.1", 0, PATH, "admin", "admin", CallsOptions.USUAL, Optional.empty(), Clock.systemUTC());
    }

    /** The same on this address and port. */
    public OneCOptions listeningOn(String newHost, int newPort) {
        return new OneCOptions(newHost, newPort, path, user, password, telephony, stateFile, clock);
    }

    /** The same, published there for that user. */
    public OneCOptions published(String newPath, String newUser, String newPassword) {
        return new OneCOptions(host, port, newPath, newUser, newPassword, telephony, stateFile, clock);
    }

    /** The same with the extension of calls published like this. */
    public OneCOptions told(CallsOptions newTelephony) {
        return new OneCOptions(host, port, path, user, password, newTelephony, stateFile, clock);
    }

    /** The same with documents that outlive a restart. */
    public OneCOptions keptIn(Path file) {
        return new OneCOptions(host, port, path, user, password, telephony, Optional.of(file), clock);
    }

    /** Not the password: records print themselves into logs easily. */
    @Override
    public String toString() {
        return "OneCOptions[" + host + ":" + port + path + "]";
    }
}
