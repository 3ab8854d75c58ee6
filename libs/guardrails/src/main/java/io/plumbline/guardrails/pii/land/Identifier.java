package io.plumbline.guardrails.pii.land;

import io.plumbline.guardrails.scan.Form;
import io.plumbline.guardrails.scan.Proof;
import java.util.ArrayList;
import java.util.List;

/// A number that a country gives, as data: how it is written, what holds for it and which words announce it.
///
/// @param entityType Presidio's name where it has one, else the country's code and the name used there
/// @param description what it is, in English
/// @param source who says so: a law, an authority, a standard
/// @param forms how it is written
/// @param check what holds for it beyond its form
/// @param context words before it, in lower case, in English and the languages of the country
/// @param proof what makes a match more than a suspicion
public record Identifier(
        String entityType,
        String description,
        String source,
        List<Form> forms,
        Check check,
        List<String> context,
        Proof proof) {

    static Identifier of(String entityType, String description) {
        return new Identifier(entityType, description, "", List.of(), Check.NONE, List.of(), Proof.ITSELF_UNLESS_WEAK);
    }

    /// Written in this way too.
    Identifier form(double score, String pattern) {
        List<Form> more = new ArrayList<>(forms);
        more.add(Form.word(description, score, pattern));
        return new Identifier(entityType, description, source, List.copyOf(more), check, context, proof);
    }

    /// Written in this way, the first letter a capital.
    Identifier capital(double score, String pattern) {
        List<Form> more = new ArrayList<>(forms);
        more.add(Form.capital(description, score, pattern));
        return new Identifier(entityType, description, source, List.copyOf(more), check, context, proof);
    }

    /// Written in this way within words too: what stands before it may be a letter.
    Identifier formWithin(double score, String pattern) {
        List<Form> more = new ArrayList<>(forms);
        more.add(new Form(description, score, pattern, false, true, false));
        return new Identifier(entityType, description, source, List.copyOf(more), check, context, proof);
    }

    Identifier check(Check rules) {
        return new Identifier(entityType, description, source, forms, rules, context, proof);
    }

    /// Announced by these words or phrases too, in lower case, separated by a comma.
    Identifier context(String words) {
        List<String> more = new ArrayList<>(context);
        more.addAll(List.of(words.split(", ")));
        return new Identifier(entityType, description, source, forms, check, List.copyOf(more), proof);
    }

    Identifier source(String authority) {
        return new Identifier(entityType, description, authority, forms, check, context, proof);
    }

    /// Fewer than one in a hundred of what is written so pass its rules: it needs no word of context.
    Identifier asConclusive() {
        return new Identifier(entityType, description, source, forms, check, context, Proof.ITSELF);
    }

    /// Much else is written so: it needs a word of context whatever its rules say.
    Identifier inContext() {
        return new Identifier(entityType, description, source, forms, check, context, Proof.CONTEXT);
    }

    /// Whether it has a rule beyond its forms.
    public boolean isChecked() {
        return !check.equals(Check.NONE);
    }
}
