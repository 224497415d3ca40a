package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.plan.Dictionary;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.bitrix.plan.Fields;
import dev.mosty.bitrix.plan.Stages;
import dev.mosty.bitrix.plan.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The tables that translate: users and currencies, which people map, and stages, which the portal tells. */
final class Dictionaries {
    /** As long as the page takes one. */
    private static final int LONGEST_NAME = 255;

    private Dictionaries() {}

    static Dictionary read(Handle tx) {
        var users = new HashMap<String, Long>();
        tx.createQuery("select onec, portal_id from bitrix_user where portal_id is not null")
                .map((row, context) -> users.put(EntityKey.canonical(row.getString("onec")), row.getLong("portal_id")))
                .list();
        var currencies = new HashMap<String, String>();
        tx.createQuery("select onec, code from bitrix_currency where code is not null")
                .map((row, context) ->
                        currencies.put(EntityKey.canonical(row.getString("onec")), row.getString("code")))
                .list();
        return new Dictionary(users, currencies, stages(tx), fields(tx));
    }

    private static Stages stages(Handle tx) {
        var funnels = new LinkedHashMap<String, List<Stages.Stage>>();
        tx.createQuery("select funnel, stage, name, sort from bitrix_stage order by funnel, sort")
                .map((row, context) -> funnels.computeIfAbsent(row.getString("funnel"), name -> new ArrayList<>())
                        .add(new Stages.Stage(row.getString("stage"), row.getString("name"), row.getInt("sort"))))
                .list();
        return new Stages(funnels);
    }

    static Fields fields(Handle tx) {
        var kinds = new EnumMap<EntityType, Map<String, Boolean>>(EntityType.class);
        tx.createQuery("select entity, field, read_only from bitrix_field")
                .map((row, context) -> kinds.computeIfAbsent(
                                EntityType.of(row.getString("entity")).orElseThrow(), unseen -> new HashMap<>())
                        .put(row.getString("field"), row.getBoolean("read_only")))
                .list();
        return new Fields(kinds);
    }

    /** @param told by kind; the kinds that are missing stay as they are */
    static void replaceFields(Handle tx, Map<EntityType, Map<String, Boolean>> told) {
        var batch =
                tx.prepareBatch("insert into bitrix_field (entity, field, read_only) values (:entity, :field, :fixed)");
        told.forEach((type, fields) -> {
            tx.execute("delete from bitrix_field where entity = ?", type.word());
            fields.forEach((field, fixed) -> batch.bind("entity", type.word())
                    .bind("field", field)
                    .bind("fixed", fixed)
                    .add());
        });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** @param statuses rows of the portal's list, of whatever kind */
    static void replaceStages(Handle tx, Collection<JsonNode> statuses) {
        tx.execute("delete from bitrix_stage");
        var batch = tx.prepareBatch("""
                insert into bitrix_stage (funnel, stage, name, sort, semantics)
                values (:funnel, :stage, :name, :sort, :semantics) on conflict do nothing
                """);
        for (var status : statuses) {
            var funnel = status.path("ENTITY_ID").asText();
            if (funnel.equals("STATUS") || funnel.matches("DEAL_STAGE(_\\d+)?")) {
                batch.bind("funnel", funnel)
                        .bind("stage", status.path("STATUS_ID").asText())
                        .bind("name", status.path("NAME").asText())
                        .bind("sort", status.path("SORT").asInt())
                        .bind("semantics", status.path("SEMANTICS").asText(""))
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** So that whoever maps users sees whom 1C names. */
    static void strangers(Handle tx, Collection<String> users) {
        named(tx, "bitrix_user", users);
    }

    /** The same of currencies. */
    static void strangeCurrencies(Handle tx, Collection<String> words) {
        named(tx, "bitrix_currency", words);
    }

    /** What is longer is no name, and no index takes it. */
    private static void named(Handle tx, String table, Collection<String> words) {
        words.stream()
                .filter(word -> word.length() <= LONGEST_NAME)
                .forEach(
                        word -> tx.execute("insert into " + table + " (onec) values (?) on conflict do nothing", word));
    }

    /** What an operator should know of the channel's configuration. */
    static void findings(Handle tx, List<String> sentences) {
        try {
            tx.execute(
                    "update channel set findings = ?::jsonb where name = ?",
                    Work.JSON.writeValueAsString(sentences),
                    Work.CHANNEL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of sentences is always JSON", e);
        }
    }

    /** How many of 1C's users nobody has mapped. */
    static long unmappedUsers(Handle tx) {
        return tx.createQuery("select count(*) from bitrix_user where portal_id is null")
                .mapTo(Long.class)
                .one();
    }
}
