/// The signed-in user's own account.
@NullMarked
package io.plumbline.console.account;

import org.jspecify.annotations.NullMarked;
