package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.usage.UsageEntry;
import io.plumbline.gateway.usage.UsageLedger;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A database in which usage was kept by one row for each call, before it was counted by model.
class UsageUpgradeIT {

    private static final String BEFORE = "202611270600";
    private static final UUID PRICED = new UUID(0, 1);
    private static final UUID CACHED = new UUID(0, 2);

    @Test
    void keepsWhatIsThereAndStoresNoCallAnew() {
        TestDatabase database = TestPostgres.create();
        Flyway.configure()
                .dataSource(database.dataSource("gateway_owner"))
                .locations("classpath:db/kit", "classpath:db/gateway")
                .defaultSchema("gateway")
                .createSchemas(false)
                .target(BEFORE)
                .load()
                .migrate();
        JdbcClient superuser = JdbcClient.create(database.superuser());
        store(superuser, PRICED, "0.25", null);
        store(superuser, CACHED, "0", "0.25");
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = RunningGateway.start(Map.of(), RunningGateway.temporaryFolder(), database)) {
            UsageEntry again = new UsageEntry(
                    PRICED,
                    0,
                    Instant.parse("2026-11-01T10:00:00Z"),
                    RunningGateway.TEAM,
                    "k",
                    "r",
                    "m",
                    "production",
                    "success",
                    new UsageEntry.Used(10, 0, 5, new BigDecimal("0.25"), null));
            assertThat(Tenancy.asWorker(
                            () -> gateway.service().bean(UsageLedger.class).add(List.of(again))))
                    .as("a call that is brought again")
                    .isEmpty();
            gateway.provider("fake", provider.url());
            gateway.route("r", "[" + RunningGateway.variant("v", "fake", "m", 1) + "]", "");
            gateway.event(gateway.call(chat("r", "Hi", "")));
            JsonNode sums = json(gateway.send(
                            "GET", "/api/v1/usage?groupBy=route&from=2026-01-01&to=2099-12-31", gateway.admin(), ""))
                    .path("items");
            assertThat(sums.size()).isOne();
            assertThat(sums.at("/0/calls").asInt()).isEqualTo(3);
            assertThat(sums.at("/0/inputTokens").asInt()).isEqualTo(30);
            assertThat(sums.at("/0/costUsd").decimalValue()).isEqualByComparingTo("0.25");
            assertThat(superuser
                            .sql("select distinct part from gateway.usage_entry")
                            .query(Integer.class)
                            .list())
                    .containsExactly(0);
        }
    }

    private static void store(JdbcClient database, UUID id, String costUsd, String savedUsd) {
        database.sql("""
                        insert into gateway.usage_entry (id, at, day, team, key, route, model, purpose, outcome,
                            input_tokens, output_tokens, cost_usd, saved_usd)
                        values (?, '2026-11-01T10:00:00Z', '2026-11-01', ?, 'k', 'r', 'm', 'production', 'success', 10, 5,
                            ?::numeric, ?::numeric)
                        """).params(id, RunningGateway.TEAM, costUsd, savedUsd).update();
    }
}
