/// Users and their grants.
@NullMarked
package io.plumbline.console.user;

import org.jspecify.annotations.NullMarked;
