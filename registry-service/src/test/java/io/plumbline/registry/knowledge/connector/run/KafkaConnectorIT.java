package io.plumbline.registry.knowledge.connector.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaConnectorIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    @SuppressWarnings("NullAway.Init")
    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Client engineer() {
        return registry.engineer("connect-kafka");
    }

    private static String body(String topic, Map<String, Object> more, String password, int documents) {
        Map<String, Object> kafka = new HashMap<>(Map.of(
                "brokers", List.of(Registry.BROKER), "topic", topic, "user", TestBroker.USER, "plaintext", true));
        kafka.putAll(more);
        return Registry.JSON.writeValueAsString(Map.of(
                "source",
                Map.of("kind", "KAFKA", "kafka", kafka),
                "secrets",
                Map.of("password", password),
                "limits",
                Map.of("documents", documents)));
    }

    @Test
    void continuesWhereItStoppedAndFollowsTombstones() throws Exception {
        broker.topic("articles", 3);
        broker.send("articles", "a", "First of a", "b", "First of b", "c", "First of c", "a", "Second of a");
        TestConnector connector =
                TestConnector.of(engineer(), "kafka-articles", body("articles", Map.of(), TestBroker.PASSWORD, 10_000));

        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 added 3");
        assertThat(connector.documents()).isEqualTo("a.txt 1 []\nb.txt 1 []\nc.txt 1 []\n");
        assertThat(connector.outcome()).isEqualTo("COMPLETED");

        broker.send("articles", "b", null, "c", "First of c", "d", "First of d", "e", null);
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 added 1 unchanged 1 deleted 1");
        assertThat(connector.documents()).isEqualTo("a.txt 1 []\nc.txt 1 []\nd.txt 1 []\n");
        assertThat(connector.outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void readsMembersOfJsonWithinItsLimits() throws Exception {
        broker.topic("tickets", 1);
        for (int i = 1; i <= 5; i++) {
            broker.send("tickets", "t" + i, "{\"title\": \"Ticket %d\", \"body\": {\"text\": \"Text\"}}".formatted(i));
        }
        Map<String, Object> pointers = Map.of("title", "/title", "text", "/body/text", "maxMessageBytes", 100);
        TestConnector connector =
                TestConnector.of(engineer(), "kafka-tickets", body("tickets", pointers, TestBroker.PASSWORD, 2));

        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 added 2");
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 added 2");
        broker.send("tickets", null, "{}", "t6", "no JSON", "t7", "x".repeat(101));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 4 added 1 refused 3");
        assertThat(connector.documents()).contains("Ticket 1.txt 1", "Ticket 5.txt 1");
        assertThat(connector.deadLetters().lines())
                .containsExactlyInAnyOrder("0@5: key-not-usable", "t6: not-json", "t7: too-large");

        engineer()
                .put(connector.path(), body("tickets", Map.of(), TestBroker.PASSWORD, 100))
                .expect(200);
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 8 added 2 changed 5 refused 1");
        assertThat(TestConnector.described(connector.ended(engineer()
                        .post(connector.path() + "/dead-letters/retry", "")
                        .expect(202)
                        .body())))
                .isEqualTo("COMPLETED seen 1 refused 1");
    }

    @Test
    void signsIn() throws Exception {
        broker.topic("locked", 1);
        broker.send("locked", "a", "Text");
        TestConnector connector = TestConnector.of(engineer(), "kafka-locked", body("locked", Map.of(), "wrong", 10));

        assertThat(connector.outcome()).isEqualTo("FAILED access-denied");
        engineer()
                .put(connector.path(), body("missing", Map.of(), TestBroker.PASSWORD, 10))
                .expect(200);
        assertThat(connector.outcome()).isEqualTo("FAILED topic-not-found");
        engineer()
                .put(connector.path(), body("locked", Map.of(), TestBroker.PASSWORD, 10))
                .expect(200);
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 1 added 1");
    }

    @Test
    void connectsOnlyToBrokersOfTheOperator() {
        String base = "/api/v1/knowledge-bases/kafka-brokers";
        engineer().put(base, "{\"embedding\": \"NONE\"}").expect(201);
        String[][] refused = {
            {body("t", Map.of("brokers", List.of("10.0.0.1:9092")), "x", 1), "/source/kafka/brokers/0"},
            {body("t", Map.of("text", "body"), "x", 1), "/source/kafka/text"},
            {body("t", Map.of(), "two\nlines", 1), "/secrets/password"},
            {body("t", Map.of(), "x", 1).replace("\"password\"", "\"token\""), "/secrets/token"}
        };
        for (String[] each : refused) {
            assertThat(engineer()
                            .put(base + "/connectors/source", each[0])
                            .expect(400, "invalid-request")
                            .pointers())
                    .as(each[0])
                    .containsExactly(each[1]);
        }
    }
}
