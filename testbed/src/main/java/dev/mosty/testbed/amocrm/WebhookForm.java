package dev.mosty.testbed.amocrm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A write as amoCRM tells subscribers of it: form-urlencoded, keys like
 * {@code leads[update][0][custom_fields][0][name]} (facts/amocrm.md §2, Webhooks).
 */
final class WebhookForm {
    private final SimulatorOptions options;
    private final CustomFields catalogue;

    WebhookForm(SimulatorOptions options, CustomFields catalogue) {
        this.options = options;
        this.catalogue = catalogue;
    }

    /** The events of a write: one of status and responsible each, {@code update} for anything else. */
    static List<String> events(LeadWrite write) {
        LeadChange change = write.change();
        if (change.created()) {
            return List.of("add");
        }
        List<String> events = new ArrayList<>();
        if (change.touched("status_id") || change.touched("pipeline_id")) {
            events.add("status");
        }
        if (change.touched("responsible_user_id")) {
            events.add("responsible");
        }
        List<String> named = List.of("status_id", "pipeline_id", "responsible_user_id");
        if (change.fields().stream().anyMatch(field -> field.real() && !named.contains(field.key()))) {
            events.add("update");
        }
        return events;
    }

    String of(String event, LeadWrite write) {
        Form form = new Form("leads[" + event + "][0]");
        Lead lead = write.after();
        form.put("[id]", lead.id());
        form.put("[name]", lead.name());
        form.put("[status_id]", lead.statusId());
        write.before().ifPresent(before -> {
            switch (event) {
                case "status" -> {
                    form.put("[old_status_id]", before.statusId());
                    form.put("[old_pipeline_id]", before.pipelineId());
                }
                case "responsible" -> form.put("[old_responsible_user_id]", before.responsibleUserId());
                default -> {}
            }
        });
        form.put("[price]", lead.price().toPlainString());
        form.put("[responsible_user_id]", lead.responsibleUserId());
        form.put("[last_modified]", lead.updatedAt().getEpochSecond());
        form.put("[modified_user_id]", lead.updatedBy());
        form.put("[created_user_id]", lead.createdBy());
        form.put("[date_create]", lead.createdAt().getEpochSecond());
        form.put("[pipeline_id]", lead.pipelineId());
        for (int i = 0; i < lead.tags().size(); i++) {
            form.put("[tags][" + i + "][id]", LeadJson.tagId(lead.tags().get(i)));
            form.put("[tags][" + i + "][name]", lead.tags().get(i));
        }
        form.put("[account_id]", options.accountId());
        putFields(form, lead);
        form.put("[created_at]", lead.createdAt().getEpochSecond());
        form.put("[updated_at]", lead.updatedAt().getEpochSecond());
        return form.withAccount(options).toString();
    }

    private void putFields(Form form, Lead lead) {
        int[] index = {0};
        lead.fields()
                .forEach((id, values) -> catalogue.find(id).ifPresent(field -> {
                    String key = "[custom_fields][" + index[0]++ + "]";
                    form.put(key + "[id]", id);
                    form.put(key + "[name]", field.name());
                    for (int i = 0; i < values.size(); i++) {
                        form.put(
                                key + "[values][" + i + "][value]",
                                values.get(i).text());
                        CustomField.Choice choice = values.get(i).choice();
                        if (choice != null) {
                            form.put(key + "[values][" + i + "][enum]", choice.id());
                        }
                    }
                }));
    }

    private static final class Form {
        private final StringJoiner pairs = new StringJoiner("&");
        private final String prefix;

        Form(String prefix) {
            this.prefix = prefix;
        }

        void put(String key, Object value) {
            add(prefix + key, value.toString());
        }

        Form withAccount(SimulatorOptions options) {
            add("account[subdomain]", options.subdomain());
            add("account[id]", "" + options.accountId());
            add("account[_links][self]", "https://" + options.subdomain() + ".amocrm.ru");
            return this;
        }

        private void add(String key, String value) {
            pairs.add(URLEncoder.encode(key, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return pairs.toString();
        }
    }
}
