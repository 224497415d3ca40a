package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.StateFile;
import java.util.List;
import java.util.Optional;

/** Everything that the simulated account knows, apart from HTTP. */
final class Account implements AutoCloseable {
    private final SimulatorOptions options;
    private final Clinic clinic = Clinic.read();
    private final Knobs knobs = new Knobs();
    private final Traffic traffic = new Traffic();
    private final CustomFields fields = new CustomFields();
    private final Leads leads;
    private final OAuthServer oauth;
    private final LeadJson json;
    private final LeadReading reading;
    private final LeadBatches batches;
    private final Subscriptions subscriptions;
    private final Optional<StateFile<Snapshot>> stateFile;

    Account(SimulatorOptions options) {
        this.options = options;
        this.leads = new Leads(options.clock(), fields, clinic);
        this.oauth = new OAuthServer(options, knobs, this::changed);
        this.json = new LeadJson(fields, options);
        this.reading = new LeadReading(fields, clinic.pipelines());
        this.batches = new LeadBatches(leads, reading, json, knobs, traffic);
        this.subscriptions = new Subscriptions(options.clock(), this::changed);
        this.stateFile = options.stateFile().map(file -> new StateFile<>(file, Snapshot.class, this::snapshot));
        stateFile.flatMap(StateFile::read).ifPresentOrElse(this::restore, this::seed);
        leads.onWrite(write -> changed());
    }

    SimulatorOptions options() {
        return options;
    }

    Clinic clinic() {
        return clinic;
    }

    Knobs knobs() {
        return knobs;
    }

    Traffic traffic() {
        return traffic;
    }

    CustomFields fields() {
        return fields;
    }

    Leads leads() {
        return leads;
    }

    OAuthServer oauth() {
        return oauth;
    }

    LeadJson json() {
        return json;
    }

    LeadBatches batches() {
        return batches;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** To be told after every change that should outlive a restart. */
    void changed() {
        stateFile.ifPresent(StateFile::touch);
    }

    /** The seeded clinic again, as on a first start. */
    void reset() {
        seed();
        oauth.forgetEverything();
        subscriptions.replaceAll(List.of());
        knobs.reset();
        traffic.reset();
        changed();
    }

    @Override
    public void close() {
        stateFile.ifPresent(StateFile::close);
    }

    private void seed() {
        fields.replaceAll(clinic.fields());
        leads.replaceAll(List.of());
        for (JsonNode body : clinic.leads()) {
            LeadReading.Read read = reading.read(body, Optional.empty());
            if (!read.refusals().isEmpty()) {
                throw new IllegalStateException("clinic.json: " + read.refusals());
            }
            leads.create(body.path("id").longValue(), read.edit(), Author.MANAGER);
        }
    }

    private Snapshot snapshot() {
        return new Snapshot(fields.all(), leads.all(), oauth.state(), subscriptions.all());
    }

    private void restore(Snapshot snapshot) {
        fields.replaceAll(snapshot.fields());
        leads.replaceAll(snapshot.leads());
        oauth.restore(snapshot.oauth());
        subscriptions.replaceAll(snapshot.webhooks());
    }
}
