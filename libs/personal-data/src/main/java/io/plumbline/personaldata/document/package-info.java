/// The texts in JSON and CSV documents, read as they arrive, and how to write a text back.
@NullMarked
package io.plumbline.personaldata.document;

import org.jspecify.annotations.NullMarked;
