package io.plumbline.gateway.accounting;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.fault.FaultDomain;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates the leaves of audit events of calls: `gateway.call.completed`, `blocked` or `failed`.
final class CallEvents {

    private static final String UNRESOLVED = "unresolved";
    private static final int INTERNAL_ERROR = 500;
    private static final double NANOS_PER_MS = 1e6;
    private static final double MICROS_PER_MS = 1e3;

    private CallEvents() {}

    static byte[] of(CallAccount account, @Nullable Payload payload, Pseudonyms pseudonyms) {
        AuditEventBuilder event = complete(account, attributes(account), account.errorType(), pseudonyms);
        if (payload != null) {
            event.payload(payload.commitment());
        }
        return event.canonical();
    }

    /// Creates the event of a call that is about to be sent to a provider, in case the gateway fails before it
    /// can record more.
    static byte[] brokenOff(
            CallAccount account, TokenUsage usage, @Nullable BigDecimal costUsd, Pseudonyms pseudonyms) {
        CallAttributes.Usage estimate = new CallAttributes.Usage(usage.input(), usage.output(), cached(usage), costUsd);
        CallAttributes attributes = attributes(account).withoutEnd(estimate, internal(ErrorType.GATEWAY_BROKE_OFF));
        return complete(account, attributes, ErrorType.GATEWAY_BROKE_OFF, pseudonyms)
                .canonical();
    }

    private static AuditEventBuilder complete(
            CallAccount account, CallAttributes attributes, @Nullable ErrorType error, Pseudonyms pseudonyms) {
        AuditEventBuilder event = event(account, attributes, error).attributes(attributes);
        if (account.call().traceId() != null) {
            event.traceId(account.call().traceId());
        }
        if (account.asked().subject() != null) {
            event.subjects(List.of(pseudonyms.of(account.asked().subject())));
        }
        return event;
    }

    /// Creates a minimal event of a call that [#of] cannot describe: its caller, route and cost.
    static byte[] unrecordable(CallAccount account) {
        CallAttributes attributes = attributes(account).withoutNames(UNRESOLVED, internal(ErrorType.GATEWAY_INTERNAL));
        AuditEvent bare = event(account, attributes, ErrorType.GATEWAY_INTERNAL)
                .attributes(attributes)
                .build();
        return event(account, attributes, ErrorType.GATEWAY_INTERNAL)
                .attributes(bare.attributes())
                .attribute("reason", "unrecordable")
                .canonical();
    }

    private static AuditEventBuilder event(CallAccount account, CallAttributes attributes, @Nullable ErrorType error) {
        Caller caller = account.caller();
        return AuditEvent.builder(account.id())
                .service("gateway")
                .team(teamOf(account))
                .actor(new Actor(caller.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), caller.id()))
                .action(action(error).code())
                .resource(new Resource("route", attributes.route()))
                .outcome(outcome(error));
    }

    private static CallAttributes attributes(CallAccount account) {
        Resolution resolution = account.resolution();
        return new CallAttributes(
                resolution == null ? UNRESOLVED : resolution.route(),
                resolution == null ? Resolution.NO_VARIANT : resolution.variant(),
                purposeOf(account),
                noneIfEmpty(List.copyOf(account.caller().rolesIn(teamOf(account)))),
                requestOf(account),
                account.course().routing(resolution, ModelUses.of(account.paid())),
                servedOf(account),
                timingOf(account),
                usageOf(account),
                faultOf(account),
                guardsOf(account));
    }

    private static CallAttributes.Request requestOf(CallAccount account) {
        Resolution resolution = account.resolution();
        Map<String, String> tags = resolution == null
                ? Map.of()
                : SegmentTags.of(
                        resolution.way().options().segmentTags(),
                        account.asked().tags());
        return new CallAttributes.Request(
                account.call().operationName(),
                account.asked().stream(),
                account.language(),
                tags.isEmpty() ? null : tags,
                account.fingerprint());
    }

    private static CallAttributes.Served servedOf(CallAccount account) {
        Resolution resolution = account.resolution();
        ServedTarget served = account.served();
        return new CallAttributes.Served(
                served == null ? UNRESOLVED : served.upstream().provider().name(),
                served == null ? UNRESOLVED : served.upstream().model(),
                served == null ? null : served.model(),
                served == null ? null : served.version(),
                account.prompt(),
                environmentOf(resolution),
                account.configuration(),
                resolution == null ? null : resolution.rollout(),
                account.isFallback() ? true : null,
                account.course().attempts(),
                account.retrieval());
    }

    private static CallAttributes.Timing timingOf(CallAccount account) {
        CallTiming timing = account.timing();
        Long firstToken = timing.firstTokenNanos();
        return new CallAttributes.Timing(
                millis(account.call().elapsedNanos()),
                millis(timing.upstreamNanos()),
                millis(account.guards().nanos()),
                firstToken == null ? null : millis(firstToken));
    }

    private static CallAttributes.Usage usageOf(CallAccount account) {
        TokenUsage usage = account.usage();
        return new CallAttributes.Usage(usage.input(), usage.output(), cached(usage), account.costUsd());
    }

    private static @Nullable Long cached(TokenUsage usage) {
        return usage.cachedInput() == 0 ? null : usage.cachedInput();
    }

    private static CallAttributes.Fault faultOf(CallAccount account) {
        ErrorType error = account.errorType();
        return new CallAttributes.Fault(
                account.status(),
                (error == null ? FaultDomain.NONE : error.domain()).wireName(),
                error == null ? null : error.wireName());
    }

    private static CallAttributes.Fault internal(ErrorType error) {
        return new CallAttributes.Fault(INTERNAL_ERROR, error.domain().wireName(), error.wireName());
    }

    private static CallAttributes.Guards guardsOf(CallAccount account) {
        EffectivePolicy policy = account.policy();
        GuardReport guards = account.guards();
        return new CallAttributes.Guards(
                policy == null ? null : policy.label(),
                guards.findings(),
                noneIfEmpty(guards.found()),
                noneIfEmpty(guards.skipped()));
    }

    private static @Nullable String environmentOf(@Nullable Resolution resolution) {
        if (resolution == null) {
            return null;
        }
        if (resolution.isRound()) {
            return "NONE";
        }
        return resolution.production() ? "PRODUCTION" : "DEVELOPMENT";
    }

    private static String purposeOf(CallAccount account) {
        if (account.course().isShadow()) {
            return "shadow";
        }
        return account.asked().evaluation() ? "evaluation" : "production";
    }

    private static <T> @Nullable List<T> noneIfEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    /// Converts to milliseconds with three decimal places.
    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MS * MICROS_PER_MS) / MICROS_PER_MS;
    }

    private static CallAction action(@Nullable ErrorType error) {
        if (error == null) {
            return CallAction.COMPLETED;
        }
        boolean blocked = error == ErrorType.POLICY_GUARDRAIL || error == ErrorType.POLICY_APPROVAL;
        return blocked ? CallAction.BLOCKED : CallAction.FAILED;
    }

    private static Outcome outcome(@Nullable ErrorType error) {
        return switch (error) {
            case null -> Outcome.SUCCESS;
            case POLICY_GUARDRAIL, POLICY_APPROVAL -> Outcome.BLOCKED;
            case CALLER_FORBIDDEN,
                    POLICY_RATE_LIMIT,
                    POLICY_CONCURRENCY,
                    POLICY_BUDGET,
                    POLICY_PRICE_UNKNOWN,
                    POLICY_GATE_REQUIRED -> Outcome.DENIED;
            default -> Outcome.FAILURE;
        };
    }

    /// Returns the call's team; for a call without a target, the caller's first team.
    private static String teamOf(CallAccount account) {
        Resolution resolution = account.resolution();
        if (resolution != null) {
            return resolution.team();
        }
        Set<String> teams = account.caller().teamsWith(Permission.INFERENCE_CALL);
        return teams.stream()
                .filter(team -> !team.equals(Caller.EVERY_TEAM))
                .sorted()
                .findFirst()
                .orElse(Caller.PLATFORM_TEAM);
    }
}
