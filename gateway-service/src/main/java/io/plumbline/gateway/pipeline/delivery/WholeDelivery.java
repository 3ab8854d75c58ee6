package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.approval.ParkedAnswer;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Delivers an answer that is not streamed. Nothing is sent before the call is recorded.
public final class WholeDelivery implements Delivery {

    private static final String JSON = "application/json";

    private final CallAccount account;
    private final ClientAnswers answers;
    private final HttpServletResponse response;
    private final CallWatch watch;
    private WholeAnswer answer;
    private WholeAnswer last;
    private @Nullable Integer repairing;
    private @Nullable ObjectNode plumbline;
    private final EarlierUsage earlier = new EarlierUsage();

    public WholeDelivery(CallAccount account, ClientAnswers answers, HttpServletResponse response, CallWatch watch) {
        this.account = account;
        this.answers = answers;
        this.response = response;
        this.watch = watch;
        this.answer = answers.whole(WireJson.newObject());
        this.last = answer;
    }

    @Override
    public void forward(UpstreamAnswer upstream, AnswerGuard guard) {
        last = answers.whole(((UpstreamAnswer.Whole) upstream).body());
        last.guard(guard);
        if (guard.isOutOfTime()) {
            throw guard.outOfTime();
        }
        if (repairing == null) {
            answer = last;
            addEarlier(last.reportedUsage());
        } else {
            answer.replace(repairing, last);
        }
    }

    private void addEarlier(@Nullable JsonNode usage) {
        JsonNode own = usage == null ? null : usage.deepCopy();
        earlier.addTo(usage);
        earlier.add(own); // for an answer that takes the place of this one
    }

    @Override
    public void adds(ObjectNode member) {
        plumbline = member;
    }

    @Override
    public void paidBefore(ObjectNode usage) {
        earlier.add(usage);
    }

    @Override
    public void repairs(int choice) {
        repairing = choice;
    }

    @Override
    public boolean isStopped() {
        return answer.isStopped();
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        return last.usage(inputTokens);
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return answer.remembered();
    }

    @Override
    public boolean isRepair() {
        return repairing != null;
    }

    @Override
    public @Nullable ArrayNode lastRemembered() {
        return last.remembered();
    }

    @Override
    public @Nullable ParkedAnswer parked(int longest) {
        byte[] bytes = rest();
        return bytes.length > longest ? null : new ParkedAnswer(JSON, bytes);
    }

    @Override
    public AnswerOutline outline() {
        return answer.outline();
    }

    @Override
    public byte[] rest() {
        ObjectNode body = answer.body();
        if (plumbline != null) {
            body.set(AnswerStream.PLUMBLINE, plumbline);
        }
        return WireJson.bytes(body);
    }

    @Override
    public String contentType() {
        return JSON;
    }

    @Override
    public void finish(byte[] rest) throws IOException {
        CallHeaders.answered(account, response);
        response.setContentType(JSON);
        response.setContentLength(rest.length);
        watch.write(response.getOutputStream(), out -> {
            out.write(rest);
            out.flush();
        });
    }

    @Override
    public boolean fail(ProblemException problem) {
        return false;
    }
}
