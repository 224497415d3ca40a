package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The ports of the suite, and who sits on one that is taken. */
final class Ports {

    /** In {@code /proc/net/tcp}. */
    private static final String LISTENING = "0A";

    private Ports() {}

    /** All that this suite will listen on, by the name of who does. */
    static Map<String, Integer> of(List<Service> services, Suite suite) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("postgres", suite.postgresPort());
        services.forEach(service -> {
            ports.put(service.name(), suite.port(service));
            service.otherPorts().forEach((name, port) -> ports.put(name, port + suite.portOffset()));
        });
        return ports;
    }

    /** A sentence for each that is taken. */
    static List<String> complaints(Map<String, Integer> ports, Messages messages) {
        return ports.entrySet().stream()
                .filter(port -> taken(port.getValue()))
                .map(port -> holder(port.getValue())
                        .map(holder -> messages.text("port.taken.by", port.getValue(), port.getKey(), holder))
                        .orElseGet(() -> messages.text("port.taken", port.getValue(), port.getKey())))
                .toList();
    }

    static boolean taken(int port) {
        // On the wildcard address this collides with a listener on any single one.
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Its number and command line, as far as this user may see them. */
    static Optional<String> holder(int port) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> inodes(table, port))
                .findFirst()
                .flatMap(inode -> {
                    Path socket = Path.of("socket:[" + inode + "]");
                    return ProcessHandle.allProcesses()
                            .filter(process -> holds(process.pid(), socket))
                            .findFirst()
                            .map(process -> process.pid() + " (" + commandLine(process.pid()) + ")");
                });
    }

    private static Stream<String> inodes(String table, int port) {
        String suffix = "%04X".formatted(port);
        try {
            return Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns ->
                            columns.length > 9 && columns[1].endsWith(":" + suffix) && columns[3].equals(LISTENING))
                    .map(columns -> columns[9]);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(long pid, Path socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).equals(socket);
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    private static String commandLine(long pid) {
        try {
            // Without a JVM's options, which would hide what it runs.
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replaceAll("\0-(?:X|D[^\0]|-)[^\0]*", "")
                    .replace('\0', ' ')
                    .strip();
            return line.length() > 100 ? line.substring(0, 100) + "…" : line;
        } catch (IOException e) {
            return "?";
        }
    }
}
