package dev.mosty.telephony.onec;

import dev.mosty.telephony.TelephonyConfig;
import dev.mosty.testsupport.FarSide;
import dev.mosty.web.Outbound;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** A 1C to ask, for tests that need no service around it. */
public final class OneCCallsRig implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx);

    public OneCCalls at(FarSide onec) {
        return new OneCCalls(new TestConfig(Optional.of(onec.uri())), new Utc(), outbound);
    }

    public OneCCalls unset() {
        return new OneCCalls(new TestConfig(Optional.empty()), new Utc(), outbound);
    }

    /** A server that answers everything with this JSON. */
    public static FarSide answering(String json) throws IOException {
        return new FarSide(connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
            }
        });
    }

    private record Utc() implements TelephonyConfig {
        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Duration acceptWait() {
            return Duration.ofSeconds(2);
        }
    }

    @Override
    public void close() {
        outbound.close();
        vertx.close();
    }
}
