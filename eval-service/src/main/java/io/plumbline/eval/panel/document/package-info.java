/// The document of a panel, and its checks.
@NullMarked
package io.plumbline.eval.panel.document;

import org.jspecify.annotations.NullMarked;
