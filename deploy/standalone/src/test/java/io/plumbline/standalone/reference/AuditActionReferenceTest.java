package io.plumbline.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.AuditEvent;
import io.plumbline.kit.audit.AuditAction;
import io.plumbline.testkit.ReferencePage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditActionReferenceTest {

    private static final List<AuditAction> ACTIONS = ProductClasses.byName()
            .filter(type -> type.isEnum() && type.isAssignableTo(AuditAction.class))
            .flatMap(type -> Arrays.stream(type.reflect().getEnumConstants()))
            .map(AuditAction.class::cast)
            .sorted(Comparator.comparing(AuditAction::code))
            .toList();

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Audit actions

                Generated from the code: every `action` of an event in the audit log. The `outcome` is `SUCCESS`,
                `DENIED` (the actor lacks a permission, a gate or an approval), `BLOCKED` (by a guard) or `FAILURE`.

                | action | when |
                |---|---|
                """);
        ACTIONS.forEach(action -> text.append("| `%s` | %s |\n".formatted(action.code(), action.meaning())));
        ReferencePage.check("audit-actions.md", text.toString());
    }

    @Test
    void namesEachOnceAfterItsServiceAndThing() {
        assertThat(ACTIONS)
                .isNotEmpty()
                .extracting(AuditAction::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches(
                        "(governance|registry|gateway|eval|monitoring)\\.[a-z][a-zA-Z]*\\.[a-z][a-zA-Z]*"));
    }

    @Test
    void isSaidByAnEnumOfTheServiceThatActsUnlessAllDo() {
        assertThat(ACTIONS)
                .filteredOn(action -> !action.code().equals(AuditEvent.ACCESS_DENIED))
                .allMatch(action -> action.getClass()
                        .getName()
                        .startsWith("io.plumbline."
                                + action.code().substring(0, action.code().indexOf('.') + 1)));
    }
}
