package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.Proof;
import java.util.ArrayList;
import java.util.List;

/// An identifier that a country assigns, as data: its forms, its rules and its context words.
///
/// @param entityType Presidio's name if it has one, else the country's code and the name used there
/// @param description a description in English
/// @param source the defining law, authority or standard
/// @param forms the written forms
/// @param check the rule beyond its form
/// @param context words before it, in lower case, in English and the languages of the country
/// @param proof what turns a match into a finding
public record Identifier(
        String entityType,
        String description,
        String source,
        List<Form> forms,
        IdentifierCheck check,
        List<String> context,
        Proof proof) {

    static Identifier of(String entityType, String description) {
        return new Identifier(
                entityType, description, "", List.of(), IdentifierCheck.NONE, List.of(), Proof.ITSELF_UNLESS_WEAK);
    }

    /// Adds a form.
    Identifier form(double score, String pattern) {
        List<Form> more = new ArrayList<>(forms);
        more.add(Form.word(description, score, pattern));
        return new Identifier(entityType, description, source, List.copyOf(more), check, context, proof);
    }

    /// Adds a form whose first letter is a capital.
    Identifier capital(double score, String pattern) {
        List<Form> more = new ArrayList<>(forms);
        more.add(Form.capital(description, score, pattern));
        return new Identifier(entityType, description, source, List.copyOf(more), check, context, proof);
    }

    /// Adds a form that may stand within a word: a letter may precede it.
    Identifier formWithin(double score, String pattern) {
        List<Form> more = new ArrayList<>(forms);
        more.add(new Form(description, score, pattern, false, true, false));
        return new Identifier(entityType, description, source, List.copyOf(more), check, context, proof);
    }

    Identifier check(IdentifierCheck rules) {
        return new Identifier(entityType, description, source, forms, rules, context, proof);
    }

    /// Adds context words or phrases, in lower case, separated by commas.
    Identifier context(String words) {
        List<String> more = new ArrayList<>(context);
        more.addAll(List.of(words.split(", ")));
        return new Identifier(entityType, description, source, forms, check, List.copyOf(more), proof);
    }

    Identifier source(String authority) {
        return new Identifier(entityType, description, authority, forms, check, context, proof);
    }

    /// Needs no context word: fewer than one in a hundred texts of its form pass its rules.
    Identifier asConclusive() {
        return new Identifier(entityType, description, source, forms, check, context, Proof.ITSELF);
    }

    /// Needs a context word whatever its rules decide, because its form is common.
    Identifier inContext() {
        return new Identifier(entityType, description, source, forms, check, context, Proof.CONTEXT);
    }

    /// Whether it has a rule beyond its forms.
    public boolean isChecked() {
        return !check.equals(IdentifierCheck.NONE);
    }
}
