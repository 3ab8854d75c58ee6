package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.answer.AnswerForm;
import io.plumbline.gateway.dialect.answer.AnswerForm.Wanted;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.definition.OutputTerms;
import io.plumbline.gateway.route.definition.OutputTerms.Check;
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

/// Checks the answer of one call against the requested form, and repairs or refuses an answer that does not have
/// it. Unless the route sets this, a schema that the gateway cannot check is left to the provider, and evaluation
/// calls receive answers unchecked. Not thread-safe.
public final class OutputSchemaCheck {

    /// Maximum number of choices to repair. If more choices of an answer are invalid, none is repaired.
    public static final int MOST_REPAIRS = 4;

    private static final int LONGEST_WORDS = 2_000;
    private static final SchemaFault NO_JSON = new SchemaFault("", "must be a single JSON value");
    private static final SchemaFault NO_OBJECT = new SchemaFault("", "must be a JSON object");

    private final ResolvedCall call;
    private final @Nullable AnswerForm form;
    private final OutputTerms terms;
    private final boolean told;
    private @Nullable Wanted wanted;
    private @Nullable JsonSchema schema;
    private final Set<Integer> askedAgain = new HashSet<>();
    private boolean mayRepair;

    private OutputSchemaCheck(ResolvedCall call) {
        this.call = call;
        OutputTerms set = call.resolution().way().options().output();
        this.told = set != null;
        this.terms = Objects.requireNonNullElse(set, OutputTerms.USUAL);
        CallRequest request = call.request();
        boolean off = this.terms.checkOrUsual() == Check.OFF
                || (!told && call.client().isEvaluation());
        boolean chat = request.surface().operation() == Operation.CHAT;
        this.form = off || !chat ? null : request.surface().answers().form();
        this.mayRepair = this.terms.checkOrUsual() == Check.REPAIR
                && (!request.stream() || (this.terms.holdsStreams() && request.choicesWanted() == 1));
    }

    /// Reads the form from the request itself. Call this before the guards, which may redact parts of a schema.
    ///
    /// @throws ProblemException `invalid-call` if the route requires the check and the schema cannot be checked
    public static OutputSchemaCheck of(ResolvedCall call) {
        OutputSchemaCheck check = new OutputSchemaCheck(call);
        check.read(call.request().body());
        return check;
    }

    /// Reads the form that the prompt or the route's version presets if the request asks for none.
    public void readPreset() {
        read(call.request().body());
        read(call.resolution().targets().getFirst().upstream().defaults());
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

    /// Whether a repair is possible, so that the budget must cover two calls.
    public boolean mayRepair() {
        return wanted != null && mayRepair;
    }

    /// Gives up repairs because the budget covers only one call.
    public void renounceRepair() {
        mayRepair = false;
    }

    /// Whether a stream is held until its form is known to be valid.
    public boolean holdsStreams() {
        return wanted != null && terms.holdsStreams();
    }

    /// Requires the form of an answer that would be parked: no one should decide about an answer that is refused
    /// anyway.
    ///
    /// @throws ProblemException `answer-off-schema` if the answer does not have the form
    public void require(AnswerGuard guard) {
        List<Faulty> faulty = faulty(said(), guard);
        if (!faulty.isEmpty()) {
            count(faulty);
            throw refusal(faulty);
        }
    }

    /// Checks the answer as the client would receive it, after redaction. Choices that the policy ended are not
    /// checked. Each invalid choice is repaired once, on its own, unless there are too many.
    ///
    /// @param touched whether the policy has redacted something; a repair cannot help then
    /// @return the repair request; null if the answer has the form
    /// @throws ProblemException `answer-off-schema` if the answer does not have the form and cannot be repaired
    public @Nullable ObjectNode askAgain(AnswerGuard guard, boolean touched) {
        List<AnswerForm.Said> said = said();
        List<Faulty> faulty = faulty(said, guard);
        if (form == null || faulty.isEmpty()) {
            call.account().course().repaired((int) said.stream()
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
        if (call.request().choicesWanted() > 1) {
            call.delivery().repairs(first.said().choice());
        }
        return form.again(call.request().body(), first.said().text(), words(first.faults(), guard));
    }

    /// Returns the texts that must have the form.
    private List<AnswerForm.Said> said() {
        ArrayNode choices = wanted == null ? null : call.delivery().remembered();
        return form == null || choices == null ? List.of() : form.texts(choices);
    }

    /// Records invalid choices that were not recorded before.
    private void count(List<Faulty> faulty) {
        boolean before = askedAgain.contains(faulty.getFirst().said().choice());
        call.account().guards().offSchema(before ? 1 : askedAgain.isEmpty() ? faulty.size() : 0);
    }

    /// A choice that does not have the form.
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

    /// Writes the repair instruction for the model. It describes the expected form and quotes nothing of the
    /// answer. Values that the guards redacted in the schema stay redacted.
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
        boolean several = call.request().choicesWanted() > 1;
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
