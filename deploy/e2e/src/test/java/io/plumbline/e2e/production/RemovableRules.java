package io.plumbline.e2e.production;

import static java.lang.classfile.ClassFile.ACC_STATIC;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;

/// Class files for a build in which single rules of the table can be removed. While a file named after a kind of
/// change exists, the table allows that kind to anybody.
final class RemovableRules {

    private static final ClassDesc RULE = desc(ChangeRules.Rule.class);
    private static final ClassDesc KIND = desc(ChangeKind.class);
    private static final ClassDesc FILE = desc(File.class);

    private final Path classes;
    private final Path removed;

    /// @param folder empty, for the classes and the files
    RemovableRules(Path folder) throws IOException {
        classes = folder.resolve("classes");
        removed = Files.createDirectories(folder.resolve("removed"));
        String file = ChangeRules.class.getName().replace('.', '/') + ".class";
        Path target = classes.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream original = ChangeRules.class.getClassLoader().getResourceAsStream(file)) {
            Files.write(target, changed(original.readAllBytes()));
        }
    }

    /// Comes before the other classes on the class path.
    Path classes() {
        return classes;
    }

    /// Removes the rule for a kind of change, until it is closed.
    Removed remove(ChangeKind kind) {
        Path file = removed.resolve(kind.name());
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /// A rule that is away.
    interface Removed extends AutoCloseable {
        @Override
        void close();
    }

    private byte[] changed(byte[] original) {
        ClassFile format = ClassFile.of();
        return format.transformClass(
                format.parse(original),
                ClassTransform.transformingMethods(RemovableRules::isRuleOfKind, (method, element) -> {
                    if (element instanceof CodeModel code) {
                        method.withCode(body -> {
                            allowedWhereRemoved(body);
                            code.forEach(body::with);
                        });
                    } else {
                        method.with(element);
                    }
                }));
    }

    private static boolean isRuleOfKind(MethodModel method) {
        return (method.flags().flagsMask() & ACC_STATIC) == 0
                && method.methodTypeSymbol().equals(MethodTypeDesc.of(RULE, KIND));
    }

    /// `if (new File(removed, kind.name()).exists()) return Rule.ALLOWED;`
    private void allowedWhereRemoved(CodeBuilder body) {
        body.new_(FILE)
                .dup()
                .ldc(removed.toAbsolutePath().toString())
                .aload(1)
                .invokevirtual(KIND, "name", MethodTypeDesc.of(ConstantDescs.CD_String))
                .invokespecial(
                        FILE,
                        ConstantDescs.INIT_NAME,
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_String))
                .invokevirtual(FILE, "exists", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                .ifThen(then -> then.getstatic(RULE, "ALLOWED", RULE).areturn());
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
