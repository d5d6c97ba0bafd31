/** Plans changes to a store: edits, rules, the difference between before and after. */
package org.bcdkit.edit;
