package dev.mosty.gate.amocrm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * {@code MOCK_*}: for a test domain. On, RDESK's lead {@code 23337381} is written to the lead named exactly
 * {@code ID_23337381} of the connected account, which is made where it is missing.
 */
@ConfigMapping(prefix = "mock")
public interface MockConfig {

    /** {@code MOCK_LEAD_ID}, or the argument {@code --mocked-lead-id}. */
    @WithDefault("false")
    boolean leadId();

    /** {@code MOCK_PIPELINE_BOOKED_ID}: where leads of bookings are made; unset, the account's main pipeline. */
    Optional<Long> pipelineBookedId();

    /** {@code MOCK_PIPELINE_BOOKED_STATUS_ID}; unset, the pipeline's first. */
    Optional<Long> pipelineBookedStatusId();

    /** {@code MOCK_PIPELINE_MC_ID}: where leads of medical orders are made. */
    Optional<Long> pipelineMcId();

    /** {@code MOCK_PIPELINE_MC_STATUS_ID}. */
    Optional<Long> pipelineMcStatusId();
}
