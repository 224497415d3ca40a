package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final Messages ENGLISH = new Messages(Locale.ROOT);

    @Test
    void aTakenPortIsNamedWithTheServiceThatNeedsItAndWhoHoldsIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> complaints = Ports.complaints(Map.of("gate", taken.getLocalPort()), ENGLISH);

            assertThat(complaints).hasSize(1);
            assertThat(complaints.getFirst())
                    .startsWith("Port %d, which gate needs, is taken by process %d ("
                            .formatted(
                                    taken.getLocalPort(),
                                    ProcessHandle.current().pid()))
                    .contains("java");
        }
    }

    @Test
    void aFreePortIsNoComplaint() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(Ports.complaints(Map.of("gate", port), ENGLISH)).isEmpty();
    }
}
