package dev.mosty.bitrix.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The portal's stages by funnel, and what 1C may do with them: never of another funnel, never backwards.
 *
 * @param funnels {@code STATUS} for leads, {@code DEAL_STAGE} and {@code DEAL_STAGE_<category>} for deals
 */
public record Stages(Map<String, List<Stage>> funnels) {

    /** @param sort its place in the funnel */
    public record Stage(String id, String name, int sort) {}

    /** What becomes of a stage that 1C wants. */
    public sealed interface Verdict {
        /** It may be written, or cannot be judged. */
        record Go() implements Verdict {}

        /** The entity is further already: it stays there, and the rest is written. */
        record Stay(String present) implements Verdict {}

        /** Of another funnel, which the portal would ignore without a word. */
        record Foreign(String funnel) implements Verdict {}

        /** No funnel of ours has it. */
        record NoSuch() implements Verdict {}
    }

    /** @return the field that holds the stage, if that type has one */
    public static Optional<String> field(EntityType type) {
        return switch (type) {
            case DEAL -> Optional.of("STAGE_ID");
            case LEAD -> Optional.of("STATUS_ID");
            case SECTION, PRODUCT, COMPANY, CONTACT -> Optional.empty();
        };
    }

    /** @param category of a deal; empty or 0 is the general one */
    public static String funnel(EntityType type, String category) {
        if (type == EntityType.LEAD) {
            return "STATUS";
        }
        return category.isEmpty() || category.equals("0") ? "DEAL_STAGE" : "DEAL_STAGE_" + category;
    }

    /** Whether any funnel has it. */
    public boolean know(String stage) {
        return funnels.values().stream().anyMatch(ours -> find(ours, stage).isPresent());
    }

    /**
     * @param funnel of the entity as it is, or will be
     * @param present its stage in the portal; empty for a new one
     * @param force backwards is allowed
     */
    public Verdict judge(String funnel, Optional<String> present, String wanted, boolean force) {
        var ours = funnels.getOrDefault(funnel, List.of());
        var target = find(ours, wanted);
        if (target.isEmpty()) {
            return elsewhere(wanted)
                    .<Verdict>map(Verdict.Foreign::new)
                    .orElseGet(() -> funnels.isEmpty() ? new Verdict.Go() : new Verdict.NoSuch());
        }
        var from = present.flatMap(stage -> find(ours, stage));
        return !force && from.isPresent() && target.get().sort() < from.get().sort()
                ? new Verdict.Stay(from.get().name())
                : new Verdict.Go();
    }

    private static Optional<Stage> find(List<Stage> stages, String id) {
        return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
    }

    private Optional<String> elsewhere(String wanted) {
        return funnels.entrySet().stream()
                .filter(funnel -> find(funnel.getValue(), wanted).isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** Without the names. */
    @Override
    public String toString() {
        return "Stages" + funnels.keySet().stream().sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
