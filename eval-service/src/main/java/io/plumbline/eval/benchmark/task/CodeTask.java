package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sandbox.SandboxLimits;
import io.plumbline.eval.sandbox.SandboxProgram;
import io.plumbline.eval.sandbox.SandboxRun;
import io.plumbline.eval.sandbox.SandboxRun.Ending;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HumanEval: completes a function, and runs its published tests in the sandbox. A program passes if it prints a random
/// word after its tests: an exit code proves nothing, because a program can exit before them. A program that searches
/// its own frames can still find the word.
public final class CodeTask implements BenchmarkTask {

    private static final int LONGEST = 1024;
    private static final int MOST_CODE = 200_000;
    private static final Pattern BLOCK = Pattern.compile("(?s)```(?:python|py|Python)?[ \\t]*\\n(.*?)(?:\\n```|$)");
    /// Where a completion without a code block ends, as in the reference harness.
    private static final Pattern END = Pattern.compile("\\n(?:class |def |#|if |print)");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sandbox sandbox;

    public CodeTask(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples) {
        return TaskPrompt.of(
                "Write a solution to the following problem and make sure that it passes the tests:\n```python\n"
                        + item.question().strip() + "\n```\nAnswer with the whole function in one code block.",
                LONGEST);
    }

    @Override
    public ItemScore score(BenchmarkItem item, TaskAnswer answer) {
        String code = code(item, answer.text());
        if (code.length() > MOST_CODE) {
            return ItemScore.of("pass", false, "is too long");
        }
        return passes(item, code);
    }

    /// Runs the tests of an item on a program.
    public ItemScore passes(BenchmarkItem item, String code) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String word = HexFormat.of().formatHex(random);
        String program = code + "\n\n" + item.answer() + "\n\ncheck(" + item.extraText("entryPoint") + ")\nprint(\"\\n"
                + word + "\")\n";
        SandboxRun run = sandbox.run(new SandboxProgram(program, "", SandboxLimits.SMALL));
        boolean passes = run.isSuccess() && run.output().stripTrailing().endsWith(word);
        return ItemScore.of("pass", passes, passes ? null : note(run));
    }

    private static String note(SandboxRun run) {
        if (run.ending() != Ending.EXITED) {
            return "exceeds a limit: " + run.ending();
        }
        String last = run.errors().strip().lines().reduce("", (_, line) -> line);
        int colon = last.indexOf(':');
        String name = colon < 0 ? last : last.substring(0, colon);
        return name.matches("[A-Za-z]{1,40}") ? "fails with " + name : "fails with exit code " + run.exitCode();
    }

    /// Returns the program of an answer: its code block if that defines the function, else the prompt and what
    /// continues it.
    static String code(BenchmarkItem item, String answer) {
        String definition = "def " + item.extraText("entryPoint") + "(";
        Matcher blocks = BLOCK.matcher(answer);
        String first = null;
        while (blocks.find()) {
            String block = blocks.group(1);
            if (block.contains(definition)) {
                return imports(item) + block;
            }
            first = first == null ? block : first;
        }
        if (first == null && answer.contains(definition)) {
            return imports(item) + answer;
        }
        String body = first == null ? answer : first;
        Matcher end = END.matcher(body);
        return item.question() + (end.find() ? body.substring(0, end.start()) : body);
    }

    /// The prompt up to its function has imports and other functions that it needs.
    private static String imports(BenchmarkItem item) {
        int at = item.question().indexOf("def " + item.extraText("entryPoint") + "(");
        return at < 0 ? "" : item.question().substring(0, at) + "\n";
    }
}
