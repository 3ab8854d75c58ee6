package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/// Incidents of one team, as services report them and people move them on.
abstract class IncidentTests {

    static final String TEAM = "retail-banking";
    static final String PATH = "/api/v1/incidents";

    static Governance governance;
    static String officer;
    static String engineer;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        officer = governance.key(TEAM, Role.COMPLIANCE_OFFICER);
        engineer = governance.key(TEAM, Role.ML_ENGINEER);
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    static GovernanceClient monitoring() {
        RestClient client = RestClient.builder()
                .baseUrl(governance.service().url())
                .defaultHeaders(headers -> headers.setBearerAuth(governance.serviceToken("monitoring")))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(GovernanceClient.class);
    }

    static Map<String, Object> body(String rollout) {
        return Map.ofEntries(
                entry("team", TEAM),
                entry("severity", "HIGH"),
                entry("kind", "ROLLBACK"),
                entry("title", "The canary was taken back"),
                entry("resource", Map.of("type", "rollout", "id", rollout)));
    }

    static String open(String rollout) {
        Answer opened = governance.post(officer, PATH, body(rollout));
        assertThat(opened.status()).isEqualTo(201);
        return opened.body().path("id").asString();
    }
}
