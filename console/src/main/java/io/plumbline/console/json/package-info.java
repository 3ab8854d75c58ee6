/// JSON documents as text that users edit.
@NullMarked
package io.plumbline.console.json;

import org.jspecify.annotations.NullMarked;
