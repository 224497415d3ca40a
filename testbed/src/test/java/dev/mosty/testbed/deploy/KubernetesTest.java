package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The Kubernetes manifests against the API's own models, and against what the services need. */
class KubernetesTest {
    private static final Path BASE = Ran.ROOT.resolve("deploy/k8s/base");
    private static final Path OVERLAY = Ran.ROOT.resolve("deploy/k8s/overlays/clinic");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** As contract.md has them. */
    private static final Map<String, Integer> PORTS =
            Map.of("admin", 8080, "proxy", 8081, "gate", 8082, "telephony", 8083, "bitrix", 8084);

    @TestFactory
    Stream<DynamicTest> everyObjectHasOnlyWhatTheApiKnows() {
        return Stream.concat(documents(BASE), documents(OVERLAY))
                .filter(document -> !document.path("kind").asText().equals("Kustomization"))
                .map(document -> DynamicTest.dynamicTest(
                        document.path("kind").asText() + " "
                                + document.at("/metadata/name").asText(),
                        () -> assertThat(complaints(document)).isEmpty()));
    }

    @Test
    void aMisspeltKeyWouldHaveBeenSeen() {
        var deployment = documents(BASE)
                .filter(document -> document.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        deployment.withObject("/spec/template/spec/containers/0/readinessProbe").put("periodSecond", 1);
        var cluster = documents(BASE)
                .filter(document -> document.path("kind").asText().equals("Cluster"))
                .findFirst()
                .orElseThrow();
        cluster.withObject("/spec/postgresql/synchronous").put("numbr", 1);

        assertThat(complaints(deployment)).singleElement().asString().contains("periodSecond");
        assertThat(complaints(cluster)).anyMatch(complaint -> complaint.contains("numbr"));
    }

    @Test
    void theKustomizationsNameWhatLiesBesideThem() {
        for (var directory : List.of(BASE, OVERLAY)) {
            var named = YAML.createArrayNode();
            var kustomization = read(directory.resolve("kustomization.yaml")).getFirst();
            kustomization.path("resources").forEach(named::add);
            kustomization.path("patches").forEach(patch -> named.add(patch.path("path")));
            assertThat(named.valueStream()
                            .map(JsonNode::asText)
                            .filter(name -> name.endsWith(".yaml"))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(files(directory)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("kustomization.yaml"))
                            .toList());
        }
    }

    @Test
    void eachServiceIsProbedGuardedAndHasItsPort() {
        var deployments = of(Deployment.class);
        assertThat(deployments.keySet()).isEqualTo(PORTS.keySet());
        deployments.forEach((name, deployment) -> {
            var pod = deployment.getSpec().getTemplate().getSpec();
            Container container = pod.getContainers().getFirst();
            // One image, whose first word says which service it is (deploy/docker/bin/run).
            assertThat(container.getImage()).isEqualTo("mosty");
            assertThat(container.getArgs()).containsExactly(name);
            assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(10_001);
            assertThat(container.getPorts().getFirst().getContainerPort()).isEqualTo(PORTS.get(name));
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(15);
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels())
                    .containsEntry("app.kubernetes.io/part-of", "mosty");
        });
    }

    /** One of several may be taken away for maintenance, and the last may not. */
    @Test
    void whateverHasSeveralReplicasKeepsOne() {
        var several = of(Deployment.class).values().stream()
                .filter(deployment -> deployment.getSpec().getReplicas() > 1)
                .map(deployment -> deployment.getMetadata().getName())
                .toList();
        assertThat(of(PodDisruptionBudget.class).keySet()).containsExactlyInAnyOrderElementsOf(several);
    }

    @Test
    void theOverlayRepeatsEveryRouteOfTheBaseAndNoneLeadsToTheInside() {
        var base = routes(BASE);
        var overlay = routes(OVERLAY);
        assertThat(overlay).containsAll(base);
        overlay.removeAll(base);
        assertThat(overlay).containsExactly("/CHANGE-ME Prefix telephony");
        assertThat(base).noneMatch(route -> route.startsWith("/q") || route.startsWith("/ "));
    }

    private static Set<String> routes(Path directory) {
        return documents(directory)
                .filter(document -> document.path("kind").asText().equals("Ingress"))
                .map(document -> Serialization.unmarshal(document.toString(), Ingress.class))
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(KubernetesTest::route)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String route(HTTPIngressPath path) {
        return path.getPath() + " " + path.getPathType() + " "
                + path.getBackend().getService().getName();
    }

    private static <T extends HasMetadata> Map<String, T> of(Class<T> type) {
        return documents(BASE)
                .filter(document -> document.path("kind").asText().equals(type.getSimpleName()))
                .map(document -> Serialization.unmarshal(document.toString(), type))
                .collect(Collectors.toMap(object -> object.getMetadata().getName(), object -> object));
    }

    private static List<String> complaints(JsonNode document) {
        if (document.path("apiVersion").asText().equals("postgresql.cnpg.io/v1")) {
            var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(KubernetesTest.class.getResourceAsStream("cnpg-cluster.schema.json"));
            return schema.validate(document).stream().map(Object::toString).toList();
        }
        return UnknownKeys.of(Serialization.unmarshal(document.toString(), HasMetadata.class));
    }

    private static Stream<JsonNode> documents(Path directory) {
        return files(directory).flatMap(file -> read(file).stream());
    }

    private static Stream<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> read(Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
