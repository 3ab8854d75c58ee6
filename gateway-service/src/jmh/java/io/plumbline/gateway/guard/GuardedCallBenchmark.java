package io.plumbline.gateway.guard;

import io.plumbline.gateway.client.completions.ChatSurface;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.OutputGuard;
import io.plumbline.gateway.guard.answer.OutputGuards;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What the stages between the wires cost that look at texts: reading and guarding a request, reading, guarding
/// and writing an answer, and the same piece by piece. Run it with `-prof gc` to see what each allocates.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GuardedCallBenchmark {

    private static final int CHUNKS = 20;

    private static final byte[] REQUEST = bytes("""
        {"model":"support","messages":[{"role":"system","content":"You answer customers of a bank."},\
        {"role":"user","content":"When will my transfer arrive? Please write to jane.doe@example.com."}],\
        "stream":false}\
        """);

    private static final byte[] ANSWER = bytes("""
        {"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini","choices":[\
        {"index":0,"message":{"role":"assistant","content":"Your transfer was booked this morning and will be on \
        the other account by tomorrow at noon. There is no fee for it."},"logprobs":null,"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":60,"completion_tokens":25,"total_tokens":85}}\
        """);

    private static final byte[] CHUNK = bytes("""
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","choices":[\
        {"index":0,"delta":{"content":" transfer"},"logprobs":null,"finish_reason":null}],"usage":null}\
        """);

    /// What is looked for.
    public enum Rules {
        NOTHING,
        DETERMINISTIC
    }

    @Param({"NOTHING", "DETERMINISTIC"})
    private Rules rules = Rules.NOTHING;

    private final Surface surface = new ChatSurface();
    private final GuardEngine engine = GuardEngine.standard();
    private final InputGuard input = new InputGuard(engine, new GuardPool());
    private final OutputGuard output = OutputGuards.with(engine);
    private EffectivePolicy policy = EffectivePolicy.of("none", 1, GuardPolicy.standard());

    /// Chooses the policy.
    @Setup
    public void prepare() {
        GuardPolicy deterministic = BuiltInPolicy.DETERMINISTIC.policy();
        GuardPolicy chosen = rules == Rules.NOTHING
                ? deterministic.with(all -> all.keeping((category, rule) -> false))
                : deterministic;
        policy = EffectivePolicy.of("bench", 1, chosen);
    }

    /// What an empty method costs here.
    @Benchmark
    public void nothing() {}

    /// Reads a request and guards what is in it.
    @Benchmark
    public void request(Blackhole hole) {
        var body = WireJson.object(REQUEST).orElseThrow();
        input.guard(
                surface.prompt().texts(body),
                policy,
                "bench",
                PlaceholderVault.fresh(),
                input.deadline(policy),
                new GuardReport());
        hole.consume(body);
    }

    /// Reads an answer, guards it and writes it.
    @Benchmark
    public byte[] answer() {
        WholeAnswer whole = surface.answers().whole(WireJson.object(ANSWER).orElseThrow());
        whole.guard(guard());
        return WireJson.bytes(whole.body());
    }

    /// Does so with a streamed one of twenty pieces.
    @Benchmark
    public void stream(Blackhole hole) throws NotAChunkException {
        AnswerStream stream = surface.answers().stream(guard(), WireJson.newObject());
        for (int i = 0; i < CHUNKS; i++) {
            stream.take(CHUNK, (_, data) -> hole.consume(data));
        }
        stream.rest((_, data) -> hole.consume(data));
    }

    private AnswerGuard guard() {
        GuardReport report = new GuardReport();
        ToolGuard tools = new ToolGuard(ToolRules.NONE, false, List.of(), report);
        return output.answer(policy, "bench", PlaceholderVault.fresh(), report, Surroundings.NONE, tools);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
