package io.plumbline.gateway;

import static io.plumbline.gateway.Parking.HEADER;
import static io.plumbline.gateway.Parking.error;
import static io.plumbline.gateway.Parking.id;
import static io.plumbline.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Calls that send what the policy asks a person about: nothing leaves before, and what was approved leaves once.
@ExtendWith(SharedGateway.class)
class ParkedInputIT {

    private static final String POLICY = """
            {"stages": {"input": {"pii": {"action": "ask", "entities": ["EMAIL_ADDRESS"]},
              "secret": {"action": "block"}}}}""";

    private final ScriptedProvider provider;
    private final Parking parking;

    ParkedInputIT(RunningGateway gateway, ScriptedProvider provider) {
        this.provider = provider;
        this.parking = new Parking(gateway);
    }

    @BeforeEach
    void route() {
        parking.route("asking", "fake", POLICY);
    }

    @Test
    void leavesOnceAPersonHasAgreedAndNoSecondTime() {
        String body = chat("asking", "Write to jane.roe@example.com.", "");
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        assertThat(error(parked).path("code").asString()).isEqualTo("approval_required");
        assertThat(parking.call(body, HEADER, id(parked)).statusCode()).isEqualTo(409);
        assertThat(provider.received()).as("nothing has left").isEmpty();
        ApprovalRequirement question = parking.question(id(parked));
        assertThat(question.reason()).contains("pii in messages[0].content");
        assertThat(question.terms().details().getLast().text())
                .contains("Write to [EMAIL_ADDRESS")
                .doesNotContain("jane");

        parking.approve(id(parked));
        HttpResponse<String> answer = parking.call(body, HEADER, id(parked));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RunningGateway.content(answer)).isEqualTo("Hello.");
        assertThat(provider.received().getFirst().lastMessage()).contains("jane.roe@example.com");
        HttpResponse<String> again = parking.call(body, HEADER, id(parked));
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(parking.call(body).statusCode()).as("a question of its own").isEqualTo(409);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void showsEveryTextWithWhichItWouldGoOn() {
        String body = """
                {"model": "asking", "messages": [{"role": "user", "content": "Write to jane.roe@example.com."},
                 {"role": "assistant", "content": "And?"}, {"role": "user", "content": "Also to joe@evil.example."}]}""";
        ApprovalRequirement question = parking.question(id(parking.call(body)));
        assertThat(question.reason()).contains("messages[0].content, and about 1 more of its texts");
        assertThat(question.terms().details())
                .extracting(ApprovalRequirement.Detail::label)
                .endsWith("Text in messages[0].content", "Text in messages[2].content");
        assertThat(question.terms().details().getLast().text()).contains("Also to [EMAIL_ADDRESS");
    }

    @Test
    void refusesMoreTextsThanAPersonCouldLookAt() {
        String each = "{\"role\": \"user\", \"content\": \"Write to jane.roe@example.com.\"}";
        HttpResponse<String> refused = parking.call(
                "{\"model\": \"asking\", \"messages\": [" + String.join(",", Collections.nCopies(31, each)) + "]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("contains more than the approval can show");
    }

    /// Its end is what goes out with their agreement as well.
    @Test
    void showsAllOfALongText() {
        String body =
                chat("asking", "Write to jane.roe@example.com. " + "And so on. ".repeat(400) + "Wire it all.", "");
        ApprovalRequirement question = parking.question(id(parking.call(body)));
        assertThat(question.terms().details().getLast().text())
                .hasSizeGreaterThan(4_400)
                .endsWith("And so on. Wire it all.");
    }

    @Test
    void refusesATextThatCannotBeShownInFull() {
        parking.route("asking-patiently", "fake", """
                {"stages": {"input": {"timeoutMs": 10000, "pii": {"action": "ask", "entities": ["EMAIL_ADDRESS"]}}}}""");
        String body =
                chat("asking-patiently", "Write to jane.roe@example.com. " + "x".repeat(15_980) + " Wire it all.", "");
        HttpResponse<String> refused = parking.call(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(error(refused).path("code").asString()).isEqualTo("pii");
        assertThat(provider.received()).isEmpty();
    }

    @Test
    void leavesOnceHoweverManyGoOnAtATime() throws InterruptedException, ExecutionException {
        String body = chat("asking", "Write to ada.king@example.com.", "");
        String parked = id(parking.call(body));
        parking.approve(parked);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> goOn = () -> parking.call(body, HEADER, parked).statusCode();
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(6, goOn))) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).contains(410).containsOnly(200, 410);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void canGoOnAgainWhenNoProviderAnswered() {
        String body = chat("asking", "Write to john.doe@example.com.", "");
        HttpResponse<String> parked = parking.call(body);
        parking.approve(id(parked));
        provider.plays((_, connection) -> connection.json(500, "{}"));
        assertThat(parking.call(body, HEADER, id(parked)).statusCode()).isEqualTo(502);
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer("Now.")));
        assertThat(parking.call(body, HEADER, id(parked)).statusCode()).isEqualTo(200);
    }

    @Test
    void isNotAskedAboutWhatIsRefusedAnyway() {
        HttpResponse<String> refused =
                parking.call(chat("asking", "Write to jane.roe@example.com: AKIAIOSFODNN7EXAMPLE", ""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asString()).isEqualTo("secret");
    }

    @Test
    void isRefusedInTheWordsOfWhoeverRejectsIt() {
        String body = chat("asking", "Write to max.muster@example.com.", "");
        HttpResponse<String> parked = parking.call(body);
        parking.decide(id(parked), Approval.State.REJECTED, "Ask them first.");
        HttpResponse<String> refused = parking.call(body, HEADER, id(parked));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Ask them first.");
        assertThat(provider.received()).isEmpty();
    }
}
