/// Documents as blocks of text, and the readers of formats that are text.
@NullMarked
package io.plumbline.knowledge.document;

import org.jspecify.annotations.NullMarked;
