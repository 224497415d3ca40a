package dev.mosty.testbed.amocrm;

import java.util.List;
import java.util.Optional;

/** The account's pipelines; 142 (won) and 143 (lost) are in each (facts/amocrm.md §2, Statuses). */
public record Pipelines(List<Pipeline> all) {

    /** One funnel, its statuses in order. */
    public record Pipeline(long id, String name, List<Status> statuses) {
        Optional<Status> status(long statusId) {
            return statuses.stream().filter(status -> status.id() == statusId).findFirst();
        }

        /** Where a lead without a status begins: behind Unsorted. */
        Status first() {
            return statuses.stream()
                    .filter(status -> !status.unsorted())
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** One step of a funnel. */
    public record Status(long id, String name, String color, boolean unsorted) {}

    Optional<Pipeline> find(long id) {
        return all.stream().filter(pipeline -> pipeline.id() == id).findFirst();
    }

    Pipeline main() {
        return all.getFirst();
    }
}
