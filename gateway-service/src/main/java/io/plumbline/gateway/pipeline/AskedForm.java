package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.dialect.AnswerForm;
import io.plumbline.gateway.dialect.AnswerForm.Wanted;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.route.OutputTerms;
import io.plumbline.gateway.route.OutputTerms.Check;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.schema.JsonSchema;
import io.plumbline.gateway.schema.SchemaFault;
import io.plumbline.gateway.schema.UncheckableSchemaException;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The form that one call asks its answer to have, and what becomes of an answer that has another. Where the
/// route says nothing of it, a schema that cannot be checked here is the provider's affair, and evaluation
/// sees what a model says as it is. Not thread-safe.
final class AskedForm {

    /// Choices of one answer that are asked for again; of an answer with more that are at fault, none is.
    static final int MOST_REPAIRS = 4;

    private static final int LONGEST_WORDS = 2_000;
    private static final SchemaFault NO_JSON = new SchemaFault("", "must be a single JSON value");
    private static final SchemaFault NO_OBJECT = new SchemaFault("", "must be a JSON object");

    private final ChatExchange exchange;
    private final @Nullable AnswerForm form;
    private final OutputTerms terms;
    private final boolean told;
    private @Nullable Wanted wanted;
    private @Nullable JsonSchema schema;
    private final Set<Integer> askedAgain = new HashSet<>();
    private boolean mayRepair;

    private AskedForm(ChatExchange exchange, @Nullable OutputTerms terms) {
        this.exchange = exchange;
        this.told = terms != null;
        this.terms = Objects.requireNonNullElse(terms, OutputTerms.USUAL);
        ChatRequest request = exchange.request();
        boolean off = this.terms.checkOrUsual() == Check.OFF
                || (!told && exchange.call().isEvaluation());
        boolean chat = request.surface().operation() == Operation.CHAT;
        this.form = off || !chat ? null : request.surface().form();
        this.mayRepair = this.terms.checkOrUsual() == Check.REPAIR
                && (!request.stream() || (this.terms.holdsStreams() && request.choicesWanted() == 1));
    }

    /// What a request asks for itself. To be read before the guards, which may redact what stands in a
    /// schema.
    ///
    /// @throws ProblemException `invalid-call` for a schema that cannot be checked, where the route wants it
    ///     to be
    static AskedForm of(ChatExchange exchange, Resolution resolution) {
        AskedForm asked = new AskedForm(exchange, resolution.way().options().output());
        asked.read(exchange.request().body());
        return asked;
    }

    /// What its prompt, or the version behind its route, presets where it asks for nothing itself.
    void readPreset(Resolution resolution) {
        read(exchange.request().body());
        read(resolution.targets().getFirst().upstream().defaults());
    }

    private void read(@Nullable JsonNode from) {
        if (form == null || wanted != null) {
            return;
        }
        Wanted asks = form.wanted(from);
        if (asks == null) {
            return;
        }
        JsonNode document = asks.schema();
        try {
            // A copy, with every digit of its numbers.
            schema = document == null
                    ? null
                    : JsonSchema.of(WireJson.object(WireJson.bytes(document)).orElseGet(WireJson::newObject));
            wanted = asks;
        } catch (UncheckableSchemaException e) {
            if (told) {
                throw InvalidCalls.at(asks.param(), "cannot be checked by this route: it " + e.getMessage());
            }
        }
    }

    /// Whether the provider may be asked twice, so that there must be money for both.
    boolean mayRepair() {
        return wanted != null && mayRepair;
    }

    /// There is no money to ask twice.
    void renounceRepair() {
        mayRepair = false;
    }

    /// Whether a stream waits until it is known to have the form.
    boolean holdsStreams() {
        return wanted != null && terms.holdsStreams();
    }

    /// Nobody is asked about an answer that would not be given.
    ///
    /// @throws ProblemException `answer-off-schema` when the answer has not the form
    void require(AnswerGuard guard) {
        List<Faulty> faulty = faulty(said(), guard);
        if (!faulty.isEmpty()) {
            count(faulty);
            throw refusal(faulty);
        }
    }

    /// Looks at the answer as the client gets it, what the policy has taken out of it left out; choices that
    /// it has ended have no form. Of several choices each is asked for again by itself, once, if there are
    /// not too many.
    ///
    /// @param touched whether the policy has taken something out: then asking again is no remedy
    /// @return the request with which to ask again; null when the answer has the form
    /// @throws ProblemException `answer-off-schema` when it has not, and is not to be asked for again
    @Nullable
    ObjectNode askAgain(AnswerGuard guard, boolean touched) {
        List<AnswerForm.Said> said = said();
        List<Faulty> faulty = faulty(said, guard);
        if (form == null || faulty.isEmpty()) {
            exchange.call().course().repaired((int) said.stream()
                    .filter(each -> askedAgain.contains(each.choice()))
                    .count());
            return null;
        }
        count(faulty);
        Faulty first = faulty.getFirst();
        boolean before = askedAgain.contains(first.said().choice());
        if (!mayRepair || touched || before || askedAgain.size() + faulty.size() > MOST_REPAIRS) {
            throw refusal(faulty);
        }
        askedAgain.add(first.said().choice());
        if (exchange.request().choicesWanted() > 1) {
            exchange.delivery().repairs(first.said().choice());
        }
        return form.again(exchange.request().body(), first.said().text(), words(first.faults(), guard));
    }

    /// What was said that has to have the form.
    private List<AnswerForm.Said> said() {
        ArrayNode choices = wanted == null ? null : exchange.delivery().remembered();
        return form == null || choices == null ? List.of() : form.texts(choices);
    }

    /// Notes the choices that were not known before to have another.
    private void count(List<Faulty> faulty) {
        boolean before = askedAgain.contains(faulty.getFirst().said().choice());
        exchange.call().guards().offSchema(before ? 1 : askedAgain.isEmpty() ? faulty.size() : 0);
    }

    /// A choice that has not the form.
    private record Faulty(AnswerForm.Said said, List<SchemaFault> faults) {}

    private List<Faulty> faulty(List<AnswerForm.Said> texts, AnswerGuard guard) {
        List<Faulty> faulty = new ArrayList<>();
        for (AnswerForm.Said said : texts) {
            List<SchemaFault> faults = faults(guard.restoredJson(said.text()));
            if (!faults.isEmpty()) {
                faulty.add(new Faulty(said, faults));
            }
        }
        return faulty;
    }

    private List<SchemaFault> faults(String text) {
        JsonNode value = WireJson.value(text).orElse(null);
        if (value == null) {
            return List.of(NO_JSON);
        }
        JsonSchema held = schema;
        if (held != null) {
            return held.faults(value);
        }
        return value.isObject() ? List.of() : List.of(NO_OBJECT);
    }

    /// For the model: what its answer should have been, and nothing of what it was. What the guards had hidden in the
    /// schema stays hidden.
    private static String words(List<SchemaFault> faults, AnswerGuard guard) {
        String all = faults.stream().map(fault -> "- " + fault).collect(Collectors.joining("\n"));
        String said = guard.hiding(all);
        return "Your answer does not match the requested format"
                + (said == null ? "." : ":\n" + said.substring(0, Math.min(said.length(), LONGEST_WORDS)))
                + "\nReturn the whole corrected answer, as JSON only.";
    }

    private ProblemException refusal(List<Faulty> faulty) {
        Faulty first = faulty.getFirst();
        List<SchemaFault> faults = first.faults();
        boolean several = exchange.request().choicesWanted() > 1;
        return CallProblem.ANSWER_OFF_SCHEMA
                .because("The model's answer does not match the requested format: "
                        + (several
                                ? "in choice " + first.said().choice() + " (" + faulty.size() + " are at fault) "
                                : "")
                        + faults.getFirst()
                        + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)") + ".")
                .with("x-should-retry", "false");
    }
}
