"""A part of what `chathook normalize` does, with DuckDB: no checks, no ids, one time, of the visitor three values."""
import sys

import duckdb

duckdb.sql(
    r"""
    COPY (
        SELECT
            event AS vendorevent,
            coalesce(chat_id, id) AS subject,
            visitor->>'name' AS name,
            visitor->>'email' AS email,
            visitor->>'ip' AS ip,
            epoch_ms(try_cast(regexp_extract(wrapup->>'time', '\d+') AS BIGINT)) AS time,
            try_cast(chat_wait_time AS INT) AS wait_seconds,
            try_cast(chat_duration AS INT) AS duration_seconds
        FROM read_json(
            '%s',
            format = 'newline_delimited',
            columns = {
                event: 'VARCHAR', chat_id: 'VARCHAR', id: 'VARCHAR', visitor: 'JSON', wrapup: 'JSON',
                chat_wait_time: 'VARCHAR', chat_duration: 'VARCHAR'
            }
        )
    ) TO '%s' (FORMAT JSON)
    """
    % (sys.argv[1], sys.argv[2])
)
