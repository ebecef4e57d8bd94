-- SPDX-License-Identifier: GPL-3.0-or-later
-- The coordinator's paragraph on the week's public page, beside the situation in words that the group has.

ALTER TABLE picture ADD COLUMN public_text TEXT;

PRAGMA user_version = 10;
