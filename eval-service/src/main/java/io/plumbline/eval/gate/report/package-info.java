/// Reports of gates: JSON, Markdown, JUnit XML, SARIF and HTML.
@NullMarked
package io.plumbline.eval.gate.report;

import org.jspecify.annotations.NullMarked;
