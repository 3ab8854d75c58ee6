package io.plumbline.eval.metric.scorer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Checks the number of local variables that the functions of a module declare, before it is parsed: a parser
/// makes a list of them, and a few bytes can declare billions. For one module.
final class WasmLocals {

    private static final int MAX_LOCALS = 1_000;
    private static final int PREAMBLE = 8;
    private static final int CODE = 10;
    private static final int REF_NULL = 0x63;
    private static final int REF = 0x64;
    private static final int LOW_BITS = 0x7f;
    private static final int MAX_SHIFT = 28;

    private final ByteBuffer in;

    private WasmLocals(ByteBuffer in) {
        this.in = in;
    }

    /// @throws WasmProgram.Failure if a function declares too many, or the sections are malformed
    static void check(byte[] module) {
        try {
            ByteBuffer in = ByteBuffer.wrap(module);
            in.position(PREAMBLE);
            WasmLocals locals = new WasmLocals(in);
            while (in.hasRemaining()) {
                int section = in.get();
                long end = locals.number() + in.position();
                if (end > in.limit()) {
                    throw malformed();
                }
                if (section == CODE) {
                    locals.checkFunctions();
                }
                in.position((int) end);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    private void checkFunctions() {
        long functions = number();
        for (long i = 0; i < functions; i++) {
            long end = number() + in.position();
            long declarations = number();
            long locals = 0;
            for (long j = 0; j < declarations; j++) {
                locals += number();
                int type = in.get();
                if (type == REF_NULL || type == REF) {
                    throw malformed(); // has further bytes, which would be read as numbers
                }
                if (locals > MAX_LOCALS) {
                    throw new WasmProgram.Failure(
                            "declares more than " + MAX_LOCALS + " local variables in a function");
                }
            }
            if (end > in.limit()) {
                throw malformed();
            }
            in.position((int) end);
        }
    }

    /// Reads an unsigned number in LEB128.
    private long number() {
        long number = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            int next = in.get();
            number |= (long) (next & LOW_BITS) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw malformed();
    }

    private static WasmProgram.Failure malformed() {
        return new WasmProgram.Failure("is not a WebAssembly module");
    }
}
