package io.plumbline.gateway.telemetry;

/// OpenTelemetry's names for generative AI (semantic conventions of 2026), and ours beside them. They are still
/// moving: nobody else writes them down.
final class GenAiNames {

    static final String DURATION = "gen_ai.server.request.duration";
    static final String TIME_TO_FIRST_TOKEN = "gen_ai.server.time_to_first_token";
    static final String TOKEN_USAGE = "gen_ai.client.token.usage";

    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String MODEL = "gen_ai.request.model";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String ERROR_TYPE = "error.type";

    static final String INPUT = "input";
    static final String OUTPUT = "output";
    static final String NONE = "none";

    static final String ROUTE = "plumbline.route";
    static final String GUARD_DURATION = "plumbline.gateway.guard.duration";
    static final String OVERHEAD = "plumbline.gateway.overhead";
    static final String ATTEMPTS = "plumbline.gateway.upstream.attempts";
    static final String COST = "plumbline.gateway.cost.usd";
    static final String UNPRICED = "plumbline.gateway.unpriced.calls";
    static final String JOURNAL_BYTES = "plumbline.gateway.journal.pending";

    private GenAiNames() {}
}
