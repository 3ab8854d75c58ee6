package io.plumbline.console.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One plain sentence for each event. A template names members of the event in braces; a part in square
/// brackets is left out if a member in it is absent. An action that is not in the table gets a sentence from
/// its words.
public final class EventSentences {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern MEMBER = Pattern.compile("\\{([A-Za-z.]+)}");
    private static final String ABSENT = "?";
    private static final int LONGEST = 120;

    private static final Map<String, String> TEMPLATES = read("""
            eval.baseline.blessed | {actor} made a version the baseline of the suite {resource}.
            eval.baseline.refused | The requested baseline of the suite {resource} was refused.
            eval.baseline.requested | {actor} requested a new baseline for the suite {resource}.
            eval.benchmark.changed | {actor} changed the benchmark {resource}.
            eval.benchmark.created | {actor} created the benchmark {resource}.
            eval.benchmark.runCancelled | {actor} cancelled a run of a benchmark.
            eval.benchmark.runFailed | A run of the benchmark {benchmark} could not be carried out.
            eval.benchmark.runFinished | The run of the benchmark {benchmark} on {target} finished.
            eval.benchmark.runRequested | {actor} started a run of the benchmark {benchmark} on {target}.
            eval.benchmark.uploaded | {actor} uploaded data of the benchmark {resource}.
            eval.calibration.confirmationRequested | {actor} asked a second person to confirm a calibration[ of the judge {judge}].
            eval.calibration.confirmed | A second person confirmed a calibration[ of the judge {judge}]. Gates may use it.
            eval.calibration.recorded | {actor} calibrated the judge {judge} against human labels[; agreement: {grade}].
            eval.calibration.refused | The confirmation of a calibration[ of the judge {judge}] was refused.
            eval.calibration.sentinelsSeen | The judge[ {judge}] rated its sentinels again, to detect drift.
            eval.calibration.sentinelsUnseen | The judge[ {judge}] returned too few ratings of its sentinels to detect drift.
            eval.call.scored | {actor} scored a live call for the online evaluation {resource}.
            eval.campaign.cancelled | {actor} cancelled a red-team campaign.
            eval.campaign.failed | A red-team campaign could not run.
            eval.campaign.finished | The red-team campaign on {target} finished[: {verdict}].
            eval.campaign.incidentOpened | {actor} opened an incident for a finding of a red-team campaign.
            eval.campaign.probeDropped | {actor} deleted a regression probe[ of {target}].
            eval.campaign.probeKept | {actor} kept successful attacks as regression probes.
            eval.campaign.requested | {actor} started a red-team campaign on {target}.
            eval.campaign.scheduled | {actor} set the nightly red-team campaign of the team {resource}.
            eval.campaign.unscheduled | {actor} deleted the nightly red-team campaign of the team {resource}.
            eval.gate.cancelled | {actor} cancelled a gate[ of {candidate}][ on the suite {suite}].
            eval.gate.discarded | {actor} discarded the result of a gate[ of {candidate}][ on the suite {suite}].
            eval.gate.failed | A gate[ of {candidate}][ on the suite {suite}] could not run.
            eval.gate.finished | The gate of {candidate}[ on the suite {suite}] finished[: {verdict}].
            eval.gate.recomputed | {actor} recomputed the verdict of a gate[ of {candidate}][: {verdict}].
            eval.gate.requested | {actor} requested a gate of {candidate}[ on the suite {suite}].
            eval.harm.cancelled | {actor} cancelled a measurement of bias and harm.
            eval.harm.failed | A measurement of bias and harm could not run.
            eval.harm.finished | The measurement of bias and harm of {target} finished[: {verdict}].
            eval.harm.requested | {actor} started a measurement of bias and harm of {target}.
            eval.judge.asked | {actor} called the judge {resource} to rate answers.
            eval.judge.stored | {actor} stored the judge {resource}.
            eval.onlineEvaluation.changed | {actor} changed the online evaluation {resource}.
            eval.onlineEvaluation.created | {actor} created the online evaluation {resource}.
            eval.onlineEvaluation.removed | {actor} removed the online evaluation {resource}.
            eval.optimisation.cancelled | {actor} cancelled a search for better versions of the prompt {prompt}.
            eval.optimisation.failed | A search for better versions of the prompt {prompt} failed.
            eval.optimisation.finished | A search for better versions of the prompt {prompt} stored {saved} of them.
            eval.optimisation.requested | {actor} started a search for better versions of the prompt {prompt} with the suite {suite}.
            eval.outputs.received | {actor} sent {outputs} outputs that were produced elsewhere[ for {dataset}].
            eval.panel.adjudicated | {actor} decided on the label of an item of the panel {resource}.
            eval.panel.annotatorAdded | {actor} gave an annotator a place in the panel {resource}.
            eval.panel.annotatorRemoved | {actor} removed an annotator from the panel {resource}.
            eval.panel.closed | {actor} closed the panel {resource}[ with {labels} labels].
            eval.panel.exported | {actor} exported {content} of the panel {resource}.
            eval.panel.imported | {actor} imported labels into the panel {resource}[: {labels}].
            eval.panel.linkRenewed | {actor} gave an annotator of the panel {resource} another link.
            eval.panel.scheduled | {actor} set the schedule {resource} of panels.
            eval.panel.stored | {actor} stored the panel {resource}.
            eval.panel.unscheduled | {actor} deleted the schedule {resource} of panels.
            eval.payload.read | {actor} read the content of a call[ for this purpose: {purpose}].
            eval.rubric.versionStored | {actor} stored a new version of the rubric {resource}.
            eval.scorer.registered | {actor} registered a version of the scorer {resource}.
            eval.suite.stored | {actor} stored the suite {resource}.
            gateway.breakGlass.closed | The rules apply again to the production route {resource}.
            gateway.breakGlass.opened | {actor} lifted the rules for the production route {resource}[ until {until}][: {reason}].
            gateway.budget.changed | {actor} replaced the budget {resource}.
            gateway.budget.created | {actor} created the budget {resource}.
            gateway.budget.removed | {actor} removed the budget {resource}.
            gateway.budget.thresholdReached | The budget {resource} reached a threshold[: {threshold}].
            gateway.call.blocked | A guard blocked a call of {actor} on the route {resource}[ to {model}].
            gateway.call.completed | {actor} called the route {resource}[ and got an answer of {model}][ in {latencyMs} ms].
            gateway.call.failed | A call of {actor} on the route {resource} failed[: {errorType}].
            gateway.configuration.authorized | A configuration was authorised for the production route {resource}[: {changes}].
            gateway.configuration.superseded | A configuration of the production route {resource} is no longer authorised.
            gateway.configuration.withdrawn | Evidence for a configuration of the production route {resource} was withdrawn[; it serves until {servesUntil}].
            gateway.hangingCall.detected | A call on the route {route} has not ended for a long time[; variant {variant}].
            gateway.limit.changed | {actor} replaced the limit {resource}.
            gateway.limit.created | {actor} created the limit {resource}.
            gateway.limit.removed | {actor} removed the limit {resource}.
            gateway.parkedCall.parked | A call of {actor} waits for a person's decision[ on the route {route}].
            gateway.parkedCall.resumed | A parked call of {actor} resumed after its approval.
            gateway.price.changed | {actor} replaced the negotiated price {resource}.
            gateway.price.created | {actor} created the negotiated price {resource}.
            gateway.price.missing | A call used {resource}, which has no known price.
            gateway.price.removed | {actor} removed the negotiated price {resource}.
            gateway.provider.changed | {actor} replaced the provider {resource}.
            gateway.provider.created | {actor} created the provider {resource}.
            gateway.provider.removed | {actor} removed the provider {resource}.
            gateway.provider.tested | {actor} tested the connection to the provider {resource}.
            gateway.rollout.aborted | {actor} aborted the rollout[ of {model}][ on the route {route}].
            gateway.rollout.advanced | The rollout[ of {model}][ on the route {route}] advanced to its next step.
            gateway.rollout.drilled | {actor} rehearsed a rollback of the rollout[ of {model}][ on the route {route}].
            gateway.rollout.paused | The rollout[ of {model}][ on the route {route}] was paused.
            gateway.rollout.promoted | The rollout[ on the route {route}] promoted its candidate[, {model}].
            gateway.rollout.resumed | {actor} resumed the rollout[ of {model}][ on the route {route}].
            gateway.rollout.rollbackSkipped | The rollout[ of {model}][ on the route {route}] is harmful; in dry run, it continues.
            gateway.rollout.rolledBack | The rollout[ of {model}][ on the route {route}] was rolled back.
            gateway.rollout.scheduled | {actor} scheduled a rollout[ of {model}][ on the route {route}].
            gateway.rollout.started | {actor} started a rollout[ of {model}][ on the route {route}].
            gateway.route.changed | {actor} replaced the route {resource}.
            gateway.route.created | {actor} created the route {resource}.
            gateway.route.released | A restraint on the route {resource} ended[: {kind}].
            gateway.route.removed | {actor} removed the route {resource}.
            gateway.route.restrained | {actor} held back the route {resource}[: {kind}][, until {until}].
            gateway.storedResponse.deleted | {actor} deleted a stored response.
            governance.access.denied | {actor} was refused {resource}[ ({count} times)].
            governance.approval.decided | {actor} {decision} the request to {action} {subject}.
            governance.approval.expired | The request to {action} {subject} expired without a decision.
            governance.approval.raised | The request to {action} {subject} now needs {approvers} approvers.
            governance.approval.requested | {requestedBy} requested an approval to {action} {subject}.
            governance.approval.revoked | {actor} revoked the approval to {action} {subject}.
            governance.changeRules.inForce | A new table of production-change rules is in force.
            governance.incident.acknowledged | {actor} acknowledged an incident[ about {subject}].
            governance.incident.closed | {actor} closed an incident[ about {subject}].
            governance.incident.opened | {actor} opened an incident[ of severity {severity}][ about {subject}].
            governance.incident.resolved | {actor} resolved an incident[ about {subject}].
            governance.invitation.created | An annotator was invited by link.
            governance.invitation.used | An annotator opened a session with a link.
            governance.invitation.withdrawn | The access of an invited annotator ended.
            governance.key.created | {actor} created the API key {resource}[ with the role {role}].
            governance.key.revoked | {actor} revoked the API key {resource}.
            governance.key.rotated | {actor} gave the API key {resource} a new secret.
            governance.log.verified | A verification of the whole log[, requested by {requestedBy},] finished[: {state}].
            governance.log.exported | {actor} exported events of the audit log, at most {most}[, as {format}].
            governance.payload.expired | Content of calls was destroyed because its retention period had ended.
            governance.policy.changed | {actor} stored a version of the guard policy {resource}.
            governance.team.created | {actor} created the team {resource}.
            governance.user.created | {actor} created the user {resource}.
            governance.user.disabled | {actor} disabled the user {resource}.
            governance.user.enabled | {actor} enabled the user {resource}.
            governance.user.granted | {actor} set the roles of the user {resource}.
            governance.user.passwordChanged | {actor} set the password of the user {resource}.
            governance.user.signInThrottled | Sign-in attempts are throttled for a while.
            governance.user.signedIn | {resource} signed in.
            monitoring.alert.acknowledged | {actor} acknowledged an alert of {resource}[: {rule}].
            monitoring.alert.resolved | The condition of an alert of {resource} no longer holds[: {rule}].
            monitoring.alertChannel.changed | {actor} replaced the alert channel {resource}.
            monitoring.alertChannel.created | {actor} created the alert channel {resource}.
            monitoring.alertChannel.removed | {actor} removed the alert channel {resource}.
            monitoring.alertSilence.created | {actor} silenced alerts[ until {endsAt}].
            monitoring.alertSilence.ended | {actor} ended a silence of alerts.
            monitoring.alertSubscription.changed | {actor} replaced the alert subscription {resource}[, which sends to {channel}].
            monitoring.alertSubscription.created | {actor} created the alert subscription {resource}[, which sends to {channel}].
            monitoring.alertSubscription.removed | {actor} removed the alert subscription {resource}.
            monitoring.baseline.changed | {actor} replaced the baseline {resource}.
            monitoring.baseline.created | {actor} created the baseline {resource}.
            monitoring.baseline.rebuilt | {actor} began the baseline {resource} again.
            monitoring.baseline.removed | {actor} removed the baseline {resource}.
            monitoring.breach.detected | Calls[ on the route {route}] are worse than allowed[: {metric}][; burn rate {burnRate}].
            monitoring.feedback.received | {actor} gave feedback on an answer[; score {score}][; thumbs {thumbs}].
            monitoring.monitor.changed | {actor} replaced the monitor {resource}.
            monitoring.monitor.created | {actor} created the monitor {resource}.
            monitoring.monitor.removed | {actor} removed the monitor {resource}.
            monitoring.payload.read | {actor} requested the content of a call[ for this purpose: {purpose}].
            monitoring.payload.sampled | {actor} read the content of {payloads} calls for {resource}[: {purpose}].
            monitoring.preference.exported | {actor} exported {preferences} preferences from feedback[ of the route {route}] for training.
            monitoring.preference.stored | {actor} stored {preferences} preferences from feedback in {resource}[ by the plan {plan}].
            monitoring.preferencePlan.changed | {actor} replaced the plan {resource}, which stores preferences in a dataset.
            monitoring.preferencePlan.created | {actor} created the plan {resource}, which stores preferences in a dataset.
            monitoring.preferencePlan.removed | {actor} removed the plan {resource}, which stored preferences in a dataset.
            monitoring.projection.rebuilt | {actor} reset the projection {resource}, to be rebuilt from the log.
            monitoring.remedy.applied | The remedy {resource} acted[ on the route {route}][: {kind}].
            monitoring.remedy.changed | {actor} replaced the remedy {resource}.
            monitoring.remedy.created | {actor} created the remedy {resource}.
            monitoring.remedy.failed | The remedy {resource} could not act[ on the route {route}][: {reason}].
            monitoring.remedy.rehearsed | The remedy {resource} recorded in dry run what it would do[ on the route {route}].
            monitoring.remedy.removed | {actor} removed the remedy {resource}.
            monitoring.remedy.skipped | The remedy {resource} did not act[ on the route {route}][: {reason}].
            monitoring.remedy.switched | {actor} switched all remedies off or on[: {reason}].
            monitoring.remedy.undone | The action of the remedy {resource}[ on the route {route}] was undone[: {reason}].
            monitoring.slo.changed | {actor} replaced the service level objective {resource}.
            monitoring.slo.created | {actor} created the service level objective {resource}.
            monitoring.slo.removed | {actor} removed the service level objective {resource}.
            registry.connector.changed | {actor} stored the connector {resource}[, which reads {place}].
            registry.connector.deleted | {actor} deleted the connector {resource}. Its documents stay.
            registry.connector.runEnded | A run of the connector {resource} ended[ as {state}][: {reason}].
            registry.connector.runStarted | {actor} started a run of the connector {resource}.
            registry.dataset.audited | {actor} audited {resource}[ and found {duplicates} duplicates].
            registry.dataset.changed | {actor} replaced the description of the dataset {resource}.
            registry.dataset.registered | {actor} registered the dataset {resource}.
            registry.dataset.uploaded | {actor} uploaded {resource}[ with {records} records].
            registry.document.deleted | {actor} deleted the document {resource}.
            registry.document.discarded | {actor} discarded a quarantined version of the document {resource}.
            registry.document.failed | A version of the document {resource} could not be ingested.
            registry.document.ingested | A version of the document {resource} was ingested.
            registry.document.originalRead | {actor} downloaded the original of the document {resource}.
            registry.document.quarantined | A version of the document {resource} was quarantined.
            registry.document.rejected | A version of the document {resource} was refused.
            registry.document.released | {actor} released a quarantined version of the document {resource}.
            registry.evaluation.recorded | A result[ of the suite {suite}] was recorded for {resource}[: {verdict}].
            registry.fineTuningJob.anomalyFound | An anomaly was found in the fine-tuning job {resource}[: {anomaly}].
            registry.fineTuningJob.cancelled | {actor} cancelled the fine-tuning job {resource}[ of {model}].
            registry.fineTuningJob.created | {actor} started the fine-tuning job {resource}[ of {model}].
            registry.fineTuningJob.ended | The fine-tuning job {resource}[ of {model}] ended[ as {state}][: {reason}].
            registry.knowledgeBase.changed | {actor} stored the knowledge base {resource}.
            registry.knowledgeBase.deleted | {actor} deleted the knowledge base {resource} with its documents.
            registry.lineage.reported | {actor} reported what the job {resource} read and wrote.
            registry.model.changed | {actor} replaced the description of the model {resource}.
            registry.model.registered | {actor} registered the model {resource}[ in the risk tier {riskTier}].
            registry.pointer.moveRefused | {actor} was refused a stage for {resource}[: {problem}].
            registry.pointer.moved | {actor} moved {resource}[ to the stage {stage}][; the alias {alias} points to it].
            registry.prompt.changed | {actor} replaced the description of the prompt {resource}.
            registry.prompt.registered | {actor} registered the prompt {resource}[ in the risk tier {riskTier}].
            registry.reranker.changed | {actor} stored the reranker of {resource}[: {model}][ at {place}].
            registry.reranker.deleted | {actor} deleted the reranker of {resource}[: {model}].
            registry.signature.verified | {actor} proved a signature[ of {signer}] over the files of {resource}.
            registry.supplyChainPolicy.changed | {actor} replaced the supply-chain policy.
            registry.trainingPlan.changed | {actor} changed the training plan {resource}[ of {model}].
            registry.trainingPlan.created | {actor} created the training plan {resource}[ of {model}].
            registry.trainingPlan.removed | {actor} removed the training plan {resource}[ of {model}].
            registry.trainingRun.advanced | The run {resource}[ for {dataset}] entered its next step[: {step}].
            registry.trainingRun.ended | The run {resource}[ for {dataset}] ended[ as {state}].
            registry.trainingRun.repeated | {actor} repeated a step of the run {resource}[ for {dataset}][: {step}].
            registry.trainingRun.started | The run {resource} started[ for {dataset}].
            registry.version.described | {actor} changed the description or tags of {resource}.
            registry.version.registered | {actor} registered {resource}.
            registry.webhook.changed | {actor} stored the webhook {resource}[ for {host}].
            registry.webhook.deleted | {actor} deleted the webhook {resource}.
            registry.webhook.disabled | The webhook {resource} was disabled[: its address answered {status}][: {error}].
            """);

    private static final Map<String, String> DENIED = Map.of(
            "governance.user.signedIn", "A sign-in as {resource} was denied.",
            "gateway.call.blocked", "A guard blocked a call of {actor} on the route {resource}[ to {model}].",
            "registry.pointer.moveRefused", "{actor} was refused a stage for {resource}[: {problem}].",
            "governance.approval.decided", "{actor} rejected the request to {action} {subject}.",
            "governance.access.denied", "{actor} was refused {resource}[ ({count} times)].");

    private EventSentences() {}

    private static Map<String, String> read(String table) {
        Map<String, String> templates = new LinkedHashMap<>();
        table.lines().forEach(line -> {
            int bar = line.indexOf(" | ");
            templates.put(line.substring(0, bar), line.substring(bar + 3));
        });
        return Map.copyOf(templates);
    }

    /// Returns all actions of the table, in alphabetical order.
    static List<String> actions() {
        return TEMPLATES.keySet().stream().sorted().toList();
    }

    /// Returns the words of an action: *call completed*.
    public static String words(String action) {
        String withoutService = action.substring(action.indexOf('.') + 1);
        return withoutService
                .replace('.', ' ')
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    /// Returns the sentence of an event.
    ///
    /// @param names of users and keys by id
    public static String of(AuditClient.Event event, Map<String, String> names) {
        String action = event.action();
        if (action == null) {
            return "This entry of the log is not an event.";
        }
        boolean denied = "DENIED".equals(event.outcome());
        String special = denied ? DENIED.get(action) : null;
        String template = special != null ? special : TEMPLATES.get(action);
        if (template == null) {
            template = "{actor}: " + words(action) + "[ {resource}].";
        }
        String sentence = fill(template, event, names);
        return denied && special == null ? sentence.replaceFirst("\\.$", " (denied).") : sentence;
    }

    private static String fill(String template, AuditClient.Event event, Map<String, String> names) {
        StringBuilder chosen = new StringBuilder();
        Matcher optional = OPTIONAL.matcher(template);
        while (optional.find()) {
            String part = members(optional.group(1), event, names);
            optional.appendReplacement(chosen, Matcher.quoteReplacement(part.contains(ABSENT) ? "" : part));
        }
        optional.appendTail(chosen);
        String text = members(chosen.toString(), event, names);
        return text;
    }

    private static String members(String text, AuditClient.Event event, Map<String, String> names) {
        return MEMBER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Objects.requireNonNullElse(member(found.group(1), event, names), ABSENT)));
    }

    private static @Nullable String member(String name, AuditClient.Event event, Map<String, String> names) {
        AuditClient.Actor actor = event.actor();
        AuditClient.Resource resource = event.resource();
        Object value = attribute(event, name);
        return switch (name) {
            case "actor" -> actor == null ? null : names.getOrDefault(actor.id(), actor.id());
            case "resource" ->
                resource == null
                        ? null
                        : names.getOrDefault(resource.id(), resource.reference())
                                .replaceFirst("^key ", "");
            case "subject" -> subject(attribute(event, "resource"));
            case "requestedBy" -> value == null ? null : names.getOrDefault(value.toString(), value.toString());
            case "action" -> value == null ? null : verb(value.toString());
            case "decision" -> "APPROVE".equals(value) ? "approved" : "rejected";
            case "latencyMs" -> value instanceof Number number ? Long.toString(Math.round(number.doubleValue())) : null;
            case "changes" -> changes(value);
            case "stage" -> lower(attribute(event, "toStage"));
            case "riskTier", "severity", "state", "problem" -> lower(value);
            case "alias" -> {
                String pointer = text(attribute(event, "pointer"));
                yield "stage".equals(pointer) || "production".equals(pointer) ? null : pointer;
            }
            default -> value(value);
        };
    }

    private static @Nullable Object attribute(AuditClient.Event event, String name) {
        return event.attributes() == null ? null : event.attributes().get(name);
    }

    /// Returns a constant in words.
    private static @Nullable String lower(@Nullable Object constant) {
        return constant == null
                ? null
                : constant.toString().replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// Returns the verb of the action that an approval permits.
    private static String verb(String action) {
        String verb = action.substring(action.lastIndexOf('.') + 1);
        return "bless".equals(verb) ? "use" : verb;
    }

    /// Returns `TYPE:ID` in words, without digests.
    private static @Nullable String subject(@Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        String text = typed.toString();
        int colon = text.indexOf(':');
        String type = colon < 0 ? "" : "the " + text.substring(0, colon).replace('-', ' ') + " ";
        String id = text.substring(colon + 1)
                .replaceAll(" ?sha256:[0-9a-f]+", "")
                .replaceAll("/?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "");
        return (type + id).strip();
    }

    private static @Nullable String changes(@Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        String all = list.stream()
                .filter(Map.class::isInstance)
                .map(change -> (Map<?, ?>) change)
                .filter(change -> change.get("place") != null)
                .map(change -> change.get("place").toString().replaceFirst("^/", "") + " from "
                        + orNothing(change.get("before")) + " to " + orNothing(change.get("after")))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? null : cut(all);
    }

    private static String orNothing(@Nullable Object value) {
        return Objects.requireNonNullElse(value(value), "nothing");
    }

    private static @Nullable String value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map
            when map.get("prompt") != null ->
                map.get("prompt") + at(map) + (map.get("model") == null ? "" : " on " + map.get("model"));
            case Map<?, ?> map when map.get("model") != null -> map.get("model") + at(map);
            case Map<?, ?> map when map.get("route") != null -> "the route " + map.get("route");
            case Map<?, ?> _ -> null;
            case List<?> list ->
                list.isEmpty() ? null : cut(list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            default -> value.toString().isEmpty() ? null : cut(value.toString());
        };
    }

    private static String at(Map<?, ?> reference) {
        return reference.get("version") == null ? "" : "@" + reference.get("version");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
