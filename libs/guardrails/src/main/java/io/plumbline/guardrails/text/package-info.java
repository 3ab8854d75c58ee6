/// The words of code and JSON apart from their notation, and the language of a text.
@NullMarked
package io.plumbline.guardrails.text;

import org.jspecify.annotations.NullMarked;
