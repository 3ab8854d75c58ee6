/// Prompts: their versions, pointers, gates and approvals.
@NullMarked
package io.plumbline.console.prompt;

import org.jspecify.annotations.NullMarked;
