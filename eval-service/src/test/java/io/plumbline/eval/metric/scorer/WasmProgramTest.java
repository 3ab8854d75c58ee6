package io.plumbline.eval.metric.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.TextPair;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WasmProgramTest {

    /// Scores the length of its input, a hundredth for each byte and at most 1.
    private static final String LENGTH =
            "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABCiECBQBBgA"
                    + "gLGQAgAbdEAAAAAAAAWUCjRAAAAAAAAPA/pAs=";

    private static byte[] bytes(String module) {
        return Base64.getDecoder().decode(module);
    }

    @Test
    void scoresInAnInstanceOfItsOwn() {
        WasmProgram program = WasmProgram.of(bytes(LENGTH));
        assertThat(program.score("x".repeat(25))).isEqualTo(0.25);
        assertThat(program.score("x".repeat(250))).isEqualTo(1);
        assertThat(program.score("")).isZero();
        WasmScorer scorer = new WasmScorer("sha256:0", program);
        assertThat(scorer.score(TextPair.of("answer"))).isBetween(0.3, 0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChMCBQBBgAgLCwBEAAAAAAAAAEAL returned_no_number",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChgCBQBBgAgLEAADQAwAC0QAAAAAAADwPws= executed_more|ran_longer",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABCiMCBQBBgAgLGwADQEEAQQBBgIAI/AsADAALRAAAAAAAAPA/Cw== ran_longer",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChQCBQBBgAgLDAAARAAAAAAAAPA/Cw== stopped_with",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChECBQBBgAgLCQBB//8DQAC3Cw== returned_no_number"
            })
    void failsInsteadOfInventingAScore(String module, String reason) {
        WasmProgram program = WasmProgram.of(bytes(module));
        assertThatExceptionOfType(WasmProgram.Failure.class)
                .isThrownBy(() -> program.score("{}"))
                .withMessageMatching(".*(?:" + reason.replace('_', ' ') + ").*");
        assertThatExceptionOfType(MetricUnavailableException.class)
                .isThrownBy(() -> new WasmScorer("sha256:0", program).score(TextPair.of("a")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChkCBQBBgAgLEQGAqNa5B39EAAAAAAAA8D8L local_variables",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAIJAQNlbnYBZgAAAwMCAAEFAwEAAgcaAwZtZW1vcnkCAAVhbGxvYwABBXNjb3JlAAIKEwIFAEGACAsLAEQAAAAAAADwPws= import_nothing",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQQBAKwCBxoDBm1lbW9yeQIABWFsbG9jAAAFc2NvcmUAAQoTAgUAQYAICwsARAAAAAAAAPA/Cw== one_memory",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBAQBcAABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChMCBQBBgAgLCwBEAAAAAAAA8D8L limit_its_tables",
                "AGFzbQEAAAA= must_export",
                "AGFzbQ== not_a",
                "UEsDBA== not_a"
            })
    void refusesModulesThatReachOutOrNeedTooMuch(String module, String reason) {
        assertThatExceptionOfType(WasmProgram.Failure.class)
                .isThrownBy(() -> WasmProgram.of(bytes(module)))
                .withMessageContaining(reason.replace('_', ' '));
    }

    /// Probes of the service run on virtual threads, too.
    @Test
    void keepsNoVirtualThreadFromRunning() throws InterruptedException {
        WasmProgram endless = WasmProgram.of(bytes(
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChgCBQBBgAgLEAADQAwA"
                        + "C0QAAAAAAADwPws="));
        int scorers = Runtime.getRuntime().availableProcessors();
        CountDownLatch begun = new CountDownLatch(scorers);
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < scorers; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                begun.countDown();
                try {
                    endless.score("{}");
                } catch (WasmProgram.Failure e) {
                    ended.add("scorer");
                }
            }));
        }
        begun.await();
        threads.add(Thread.ofVirtual().start(() -> ended.add("probe")));
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ended).hasSize(scorers + 1).startsWith("probe");
    }

    /// Small modules that make a parser or an interpreter allocate gigabytes: arrays of the garbage collection
    /// proposal in code and in a global variable, and lengths of lists and texts.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "AGFzbQEAAAABDwNgAX8Bf2ACf38BfF5+AQMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABCh0CBQBBgAgLFQBBgKjWuQf7BwIaRAAAAAAAAPA/Cw== no_types_other",
                "AGFzbQEAAAABDwNgAX8Bf2ACf38BfF5+AQMDAgABBQMBAAIGDgFjAgBBgKjWuQf7BwILBxoDBm1lbW9yeQIABWFsbG9jAAAFc2NvcmUAAQoTAgUAQYAICwsARAAAAAAAAPA/Cw== no_types_other",
                "AGFzbQEAAAABDAFO/////wdgAX8BfwMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChMCBQBBgAgLCwBEAAAAAAAA8D8L no_types_other",
                "AGFzbQEAAAABDQFQ/////wcAYAF/AX8DAwIAAQUDAQACBxoDBm1lbW9yeQIABWFsbG9jAAAFc2NvcmUAAQoTAgUAQYAICwsARAAAAAAAAPA/Cw== no_types_other",
                "AGFzbQEAAAABCAJg/////wd/AwMCAAEFAwEAAgcaAwZtZW1vcnkCAAVhbGxvYwAABXNjb3JlAAEKEwIFAEGACAsLAEQAAAAAAADwPws= more_than_1000_values",
                "AGFzbQEAAAABCQJgAP////8HfwMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChMCBQBBgAgLCwBEAAAAAAAA8D8L more_than_1000_values",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHDAP/////B21lbW9yeQoTAgUAQYAICwsARAAAAAAAAPA/Cw== not_a",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBAUBcAEBAQUDAQACBxoDBm1lbW9yeQIABWFsbG9jAAAFc2NvcmUAAQkLAQBBAAv/////BwAKEwIFAEGACAsLAEQAAAAAAADwPws= not_a",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBAUBcAEBAQUDAQACBxoDBm1lbW9yeQIABWFsbG9jAAAFc2NvcmUAAQkNAQRBAAv/////B9IACwoTAgUAQYAICwsARAAAAAAAAPA/Cw== not_a",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChMCBQBBgAgLCwBEAAAAAAAA8D8LCwsBAEEAC/////8HYQ== not_a",
                "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChMCBQBBgAgLCwBEAAAAAAAA8D8LAAn/////B25hbWU= not_a"
            })
    void refusesModulesThatAllocateOutsideTheirMemory(String module, String reason) {
        assertThatExceptionOfType(WasmProgram.Failure.class)
                .isThrownBy(() -> WasmProgram.of(bytes(module)))
                .withMessageContaining(reason.replace('_', ' '));
    }

    /// `LENGTH` with tables of one entry, before its memory.
    private static byte[] withTables(int count) {
        byte[] module = bytes(LENGTH);
        int memory = 27;
        ByteBuffer changed = ByteBuffer.allocate(module.length + 3 + 4 * count)
                .put(module, 0, memory)
                .put(new byte[] {4, (byte) (1 + 4 * count), (byte) count});
        for (int i = 0; i < count; i++) {
            changed.put(new byte[] {0x70, 1, 1, 1});
        }
        return changed.put(module, memory, module.length - memory).array();
    }

    /// A scorer that declares local variables of one type.
    private static byte[] withLocals(int count, int type) {
        byte[] module =
                bytes("AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABChkCBQBBgAgL"
                        + "EQGAqNa5B39EAAAAAAAA8D8L");
        int at = module.length - 16;
        module[at] = (byte) ((count & 0x7f) | 0x80);
        module[at + 1] = (byte) ((count >> 7) | 0x80);
        module[at + 2] = (byte) 0x80;
        module[at + 3] = (byte) 0x80;
        module[at + 4] = 0;
        module[at + 5] = (byte) type;
        return module;
    }

    @Test
    void refusesMoreTablesAndLocalVariablesThanItsBounds() {
        assertThat(WasmProgram.of(withTables(4)).score("x".repeat(25))).isEqualTo(0.25);
        assertThatExceptionOfType(WasmProgram.Failure.class)
                .isThrownBy(() -> WasmProgram.of(withTables(5)))
                .withMessageContaining("at most 4 tables");
        assertThat(WasmProgram.of(withLocals(1_000, 0x7f)).score("")).isEqualTo(1);
        assertThatExceptionOfType(WasmProgram.Failure.class)
                .isThrownBy(() -> WasmProgram.of(withLocals(1_001, 0x7f)))
                .withMessageContaining("more than 1000 local variables");
        assertThatExceptionOfType(WasmProgram.Failure.class)
                .isThrownBy(() -> WasmProgram.of(withLocals(1, 0x63)))
                .withMessageContaining("not a WebAssembly module")
                .withNoCause();
    }
}
