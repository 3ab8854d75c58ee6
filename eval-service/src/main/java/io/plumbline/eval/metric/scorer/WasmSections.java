package io.plumbline.eval.metric.scorer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Checks the sizes that the sections of a module declare, before it is parsed: a parser allocates what they declare,
/// and a few bytes can declare billions. Types are functions only, because structs and arrays of the garbage collection
/// proposal are in no memory that a scorer's bounds count. For one module.
///
/// @see <a href="https://webassembly.github.io/spec/core/binary/modules.html">WebAssembly core specification, binary
///     format of modules</a>
final class WasmSections {

    private static final int MAX_LOCALS = 1_000;
    private static final int MAX_VALUES = 1_000;
    private static final int PREAMBLE = 8;
    private static final int LOW_BITS = 0x7f;
    private static final int MAX_SHIFT = 28;

    /// Numbers of sections.
    private static final int CUSTOM = 0;

    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int GLOBAL = 6;
    private static final int EXPORT = 7;
    private static final int ELEMENT = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;

    private static final int FUNCTION = 0x60;
    /// The types of structs, arrays, subtypes, and groups of recursive types begin between these.
    private static final int FIRST_COMPOSITE = 0x4d;
    private static final int REF_NULL = 0x63;
    private static final int REF = 0x64;

    private final ByteBuffer in;

    private WasmSections(ByteBuffer in) {
        this.in = in;
    }

    /// @throws WasmProgram.Failure if a section declares too much, or is malformed
    static void check(byte[] module) {
        try {
            ByteBuffer in = ByteBuffer.wrap(module);
            in.position(PREAMBLE);
            while (in.hasRemaining()) {
                int section = in.get();
                long size = new WasmSections(in).number();
                if (size > in.remaining()) {
                    throw malformed();
                }
                new WasmSections(in.slice(in.position(), (int) size)).check(section);
                in.position(in.position() + (int) size);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    private void check(int section) {
        switch (section) {
            case CUSTOM -> skip(number());
            case TYPE -> each(this::type);
            case IMPORT -> requireNoImport();
            case GLOBAL -> each(this::global);
            case EXPORT -> each(this::export);
            case ELEMENT -> each(this::element);
            case CODE -> each(this::function);
            case DATA -> each(this::data);
            default -> {
                // Has no list in its entries.
            }
        }
    }

    private void each(Runnable entry) {
        long count = number();
        for (long i = 0; i < count; i++) {
            entry.run();
        }
    }

    private void requireNoImport() {
        if (number() > 0) {
            throw new WasmProgram.Failure("must import nothing");
        }
    }

    private void type() {
        int form = in.get();
        if (form >= FIRST_COMPOSITE && form < FUNCTION) {
            throw new WasmProgram.Failure("must have no types other than functions");
        }
        if (form != FUNCTION) {
            throw malformed();
        }
        values();
        values();
    }

    private void values() {
        long count = number();
        if (count > MAX_VALUES) {
            throw new WasmProgram.Failure("has a function of more than " + MAX_VALUES + " values");
        }
        for (long i = 0; i < count; i++) {
            valueType();
        }
    }

    private void valueType() {
        int type = in.get();
        if (type == REF_NULL || type == REF) {
            throw malformed(); // has further bytes, which would be read as numbers
        }
    }

    private void global() {
        valueType();
        in.get();
        expression();
    }

    private void export() {
        skip(number());
        in.get();
        number();
    }

    /// The low bits of its flags: passive or declarative; an explicit table, or declarative; expressions instead of
    /// indices.
    private void element() {
        long flags = number();
        boolean active = (flags & 1) == 0;
        boolean explicit = (flags & 2) != 0;
        boolean expressions = (flags & 4) != 0;
        if (flags > 7) {
            throw malformed();
        }
        if (active) {
            if (explicit) {
                number();
            }
            expression();
        }
        if (!active || explicit) {
            valueType(); // or the kind of elements, which is a byte too
        }
        each(expressions ? this::expression : this::number);
    }

    private void data() {
        long flags = number();
        if (flags > 2) {
            throw malformed();
        }
        if (flags == 2) {
            number();
        }
        if (flags != 1) {
            expression();
        }
        skip(number());
    }

    /// Reads a constant expression of numbers and references.
    private void expression() {
        for (int opcode = in.get() & 0xff; opcode != 0x0b; opcode = in.get() & 0xff) {
            switch (opcode) {
                case 0x41, 0x42 -> signed();
                case 0x43 -> skip(Float.BYTES);
                case 0x44 -> skip(Double.BYTES);
                case 0x23, 0xd2 -> number();
                case 0xd0 -> in.get();
                case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {
                    // The arithmetic of extended constant expressions.
                }
                default -> throw malformed();
            }
        }
    }

    private void function() {
        long end = number() + in.position();
        if (end > in.limit()) {
            throw malformed();
        }
        long declarations = number();
        long locals = 0;
        for (long i = 0; i < declarations; i++) {
            locals += number();
            valueType();
            if (locals > MAX_LOCALS) {
                throw new WasmProgram.Failure("declares more than " + MAX_LOCALS + " local variables in a function");
            }
        }
        in.position((int) end);
    }

    private void skip(long bytes) {
        if (bytes > in.remaining()) {
            throw malformed();
        }
        in.position(in.position() + (int) bytes);
    }

    private void signed() {
        int shift = 0;
        while (in.get() < 0) {
            shift += 7;
            if (shift >= Long.SIZE) {
                throw malformed();
            }
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
