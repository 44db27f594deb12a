-- b34dc1435858a1dc
--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: procrastinate_job_event_type; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


--
-- Name: procrastinate_job_status; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


--
-- Name: procrastinate_job_to_defer_v1; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


--
-- Name: compensation_award_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.compensation_award_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An award is never deleted: take it back.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.customer_id, NEW.case_id, NEW.breach_id, NEW.kind, NEW.amount_minor, NEW.currency, NEW.given_by_id,
        NEW.granted_at) IS DISTINCT FROM
       (OLD.customer_id, OLD.case_id, OLD.breach_id, OLD.kind, OLD.amount_minor, OLD.currency, OLD.given_by_id,
        OLD.granted_at)
       OR (OLD.transaction_id IS NOT NULL AND NEW.transaction_id IS DISTINCT FROM OLD.transaction_id)
       OR (NEW.state <> OLD.state AND NOT (OLD.state = 'granted' AND NEW.state = 'reversed')) THEN
        RAISE EXCEPTION 'What was decided about an award does not change: take it back and give anew.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;


--
-- Name: compensation_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.compensation_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'A decision on compensation is never changed or deleted.' USING ERRCODE = 'restrict_violation';
END $$;


--
-- Name: complaints_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.complaints_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- What may still come to a row: a step's letter was taken back; a clock of the law was met or missed.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'complaints_step'
       AND (to_jsonb(NEW) - 'undone_at') = (to_jsonb(OLD) - 'undone_at') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'complaints_statutoryclock'
       AND (to_jsonb(NEW) - 'met_at' - 'missed_at') = (to_jsonb(OLD) - 'met_at' - 'missed_at')
       AND (to_jsonb(OLD) -> 'met_at' = 'null' OR to_jsonb(OLD) -> 'met_at' = to_jsonb(NEW) -> 'met_at')
       AND (to_jsonb(OLD) -> 'missed_at' = 'null' OR to_jsonb(OLD) -> 'missed_at' = to_jsonb(NEW) -> 'missed_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Rows of % are locked: they are neither changed nor deleted.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;


--
-- Name: guarantees_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.guarantees_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted: make a new version.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;


--
-- Name: ledger_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- The one change allowed: the link to a timeline entry that was erased.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ledger_transaction'
       AND (to_jsonb(NEW) - 'because_id') = (to_jsonb(OLD) - 'because_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The ledger is append-only: book a reversal instead.' USING ERRCODE = 'restrict_violation';
END $$;


--
-- Name: ledger_refuse_imbalance(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_refuse_imbalance() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_posting WHERE transaction_id = NEW.transaction_id
               GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'Debits and credits of ledger transaction % differ.', NEW.transaction_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;


--
-- Name: procrastinate_cancel_job_v1(bigint, boolean, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


--
-- Name: procrastinate_defer_jobs_v1(public.procrastinate_job_to_defer_v1[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


--
-- Name: procrastinate_defer_periodic_job_v2(character varying, character varying, character varying, character varying, integer, character varying, bigint, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: procrastinate_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


--
-- Name: procrastinate_fetch_job_v2(character varying[], bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


--
-- Name: procrastinate_finish_job_v1(bigint, public.procrastinate_job_status, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_notify_queue_abort_job_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_notify_queue_job_inserted_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_prune_stalled_workers_v1(double precision); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_register_worker_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_retry_job_v1(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_retry_job_v2(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


--
-- Name: procrastinate_trigger_abort_requested_events_procedure_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_scheduled_events_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_insert_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_update_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_unlink_periodic_defers_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


--
-- Name: procrastinate_unregister_worker_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


--
-- Name: procrastinate_update_heartbeat_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


--
-- Name: timeline_tell(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.timeline_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('zhiyin', (
        coalesce((
            SELECT jsonb_object_agg(fact.key, fact.value) FROM jsonb_each(NEW.facts) AS fact
            WHERE fact.key LIKE '%\_id' AND jsonb_typeof(fact.value) = 'string'
        ), '{}')
        || jsonb_strip_nulls(jsonb_build_object(
            'id', NEW.id, 'event', NEW.event, 'subject_id', NEW.subject_id,
            'customer_id', NEW.customer_id, 'unit_id', NEW.unit_id
        ))
    )::text);
    RETURN NULL;
END $$;


--
-- Name: webhooks_owe(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.webhooks_owe() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO webhooks_delivery (id, webhook_id, entry_id, event, state, tries, made_at, next_at)
    SELECT gen_random_uuid(), hook.id, NEW.id, NEW.event, 'waiting', 0, NEW.noted_at, NEW.noted_at
    FROM webhooks_webhook hook
    WHERE (hook.events = '{}' OR NEW.event = ANY (hook.events))
        AND (hook.unit_id IS NULL OR hook.unit_id = NEW.unit_id OR webhooks_within(NEW.unit_id, hook.unit_id))
        AND NOT EXISTS (SELECT FROM webhooks_disabling disabling WHERE disabling.webhook_id = hook.id);
    RETURN NULL;
END $$;


--
-- Name: webhooks_within(uuid, uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.webhooks_within(unit uuid, top uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    WITH RECURSIVE above AS (
        SELECT unit AS id
        UNION
        SELECT one.parent_id FROM people_unit one JOIN above ON one.id = above.id
    )
    SELECT EXISTS (SELECT FROM above WHERE above.id = top)
$$;


--
-- Name: account_emailaddress; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_emailconfirmation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audits_ledgercheck; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audits_ledgercheck (
    id uuid NOT NULL,
    ok boolean NOT NULL,
    checked bigint NOT NULL,
    broken_at bigint,
    message character varying(300) NOT NULL,
    head character varying(64) NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT audits_ledgercheck_checked_check CHECK ((checked >= 0))
);


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cases_case; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_case (
    id uuid NOT NULL,
    number bigint NOT NULL,
    subject character varying(300) NOT NULL,
    status character varying(16) NOT NULL,
    severity smallint NOT NULL,
    urgency smallint NOT NULL,
    priority smallint NOT NULL,
    language character varying(10) NOT NULL,
    thread character varying(200) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    last_message_at timestamp with time zone NOT NULL,
    last_message_id uuid,
    snippet character varying(160) NOT NULL,
    waiting_since timestamp with time zone,
    next_due_at timestamp with time zone,
    resolved_at timestamp with time zone,
    assignee_id uuid,
    channel_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    follows_id uuid,
    team_id uuid,
    unit_id uuid NOT NULL,
    CONSTRAINT case_follows_another CHECK ((NOT ((id = follows_id) AND (follows_id IS NOT NULL)))),
    CONSTRAINT case_priority_in_range CHECK ((((priority >= 1) AND (priority <= 5)) AND ((severity >= 1) AND (severity <= 3)) AND ((urgency >= 1) AND (urgency <= 3)))),
    CONSTRAINT case_resolved_at_says_status CHECK (((((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (resolved_at IS NULL)) OR ((NOT ((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[]))) AND (resolved_at IS NOT NULL)))),
    CONSTRAINT cases_case_priority_check CHECK ((priority >= 0)),
    CONSTRAINT cases_case_severity_check CHECK ((severity >= 0)),
    CONSTRAINT cases_case_urgency_check CHECK ((urgency >= 0))
);


--
-- Name: cases_case_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cases_case ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cases_casemessage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_casemessage (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    message_id uuid NOT NULL
);


--
-- Name: cases_closure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_closure (
    id uuid NOT NULL,
    reason character varying(20) NOT NULL,
    status_before character varying(16) NOT NULL,
    waiting_since_before timestamp with time zone,
    by_id uuid,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    case_id uuid NOT NULL
);


--
-- Name: cases_grading; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_grading (
    id uuid NOT NULL,
    severity smallint NOT NULL,
    urgency smallint NOT NULL,
    vulnerable boolean NOT NULL,
    priority smallint NOT NULL,
    reason character varying(300) NOT NULL,
    by_id uuid,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT cases_grading_priority_check CHECK ((priority >= 0)),
    CONSTRAINT cases_grading_severity_check CHECK ((severity >= 0)),
    CONSTRAINT cases_grading_urgency_check CHECK ((urgency >= 0))
);


--
-- Name: cases_reopening; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_reopening (
    id uuid NOT NULL,
    reason character varying(300) NOT NULL,
    by_id uuid,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL
);


--
-- Name: cases_setaside; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_setaside (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    dismissed_at timestamp with time zone,
    case_id uuid,
    message_id uuid NOT NULL,
    unit_id uuid NOT NULL
);


--
-- Name: channels_accesstoken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_accesstoken (
    id uuid NOT NULL,
    sealed text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    channel_id uuid NOT NULL
);


--
-- Name: channels_arrival; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_arrival (
    id uuid NOT NULL,
    external_id character varying(600) NOT NULL,
    raw bytea NOT NULL,
    state character varying(10) NOT NULL,
    failure text NOT NULL,
    tries smallint NOT NULL,
    arrived_at timestamp with time zone NOT NULL,
    channel_id uuid NOT NULL,
    message_id uuid,
    mended bytea,
    aside_why character varying(300) NOT NULL,
    CONSTRAINT channels_arrival_tries_check CHECK ((tries >= 0))
);


--
-- Name: channels_attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_attachment (
    id uuid NOT NULL,
    name character varying(255) NOT NULL,
    content_type character varying(120) NOT NULL,
    size bigint NOT NULL,
    digest character varying(64) NOT NULL,
    content_id character varying(255) NOT NULL,
    inline boolean NOT NULL,
    left_out character varying(120) NOT NULL,
    message_id uuid NOT NULL,
    source character varying(400) NOT NULL,
    CONSTRAINT channels_attachment_size_check CHECK ((size >= 0))
);


--
-- Name: channels_channel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_channel (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    key character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    address character varying(320) NOT NULL,
    settings jsonb NOT NULL,
    replies_armed boolean NOT NULL,
    active boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    unit_id uuid NOT NULL
);


--
-- Name: channels_delivery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_delivery (
    id uuid NOT NULL,
    state character varying(10) NOT NULL,
    to_address character varying(320) NOT NULL,
    tries smallint NOT NULL,
    next_at timestamp with time zone,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    error text NOT NULL,
    case_id uuid,
    because_id uuid,
    message_id uuid NOT NULL,
    external_id character varying(200) NOT NULL,
    handing_at timestamp with time zone,
    purpose character varying(20) NOT NULL,
    reason character varying(10) NOT NULL,
    undo_until timestamp with time zone,
    parts_sent smallint NOT NULL,
    CONSTRAINT channels_delivery_parts_sent_check CHECK ((parts_sent >= 0)),
    CONSTRAINT channels_delivery_tries_check CHECK ((tries >= 0))
);


--
-- Name: channels_feed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_feed (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    cursor character varying(400) NOT NULL,
    token character varying(400) NOT NULL,
    signalled_at timestamp with time zone NOT NULL,
    fetched_at timestamp with time zone,
    channel_id uuid NOT NULL
);


--
-- Name: channels_mailboxstate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_mailboxstate (
    id bigint NOT NULL,
    folder character varying(200) NOT NULL,
    uidvalidity bigint,
    next_uid bigint NOT NULL,
    settled_uid bigint NOT NULL,
    put_off jsonb NOT NULL,
    last_ok_at timestamp with time zone,
    last_step character varying(20) NOT NULL,
    last_error text NOT NULL,
    last_error_at timestamp with time zone,
    test_sent_at timestamp with time zone,
    test_back_at timestamp with time zone,
    channel_id uuid NOT NULL
);


--
-- Name: channels_mailboxstate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.channels_mailboxstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_mailboxstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: channels_message; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_message (
    id uuid NOT NULL,
    direction character varying(3) NOT NULL,
    subject character varying(500) NOT NULL,
    text text NOT NULL,
    quoted text NOT NULL,
    html text NOT NULL,
    language character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    external_id character varying(600) NOT NULL,
    thread character varying(200) NOT NULL,
    author_name character varying(200) NOT NULL,
    author_address character varying(320) NOT NULL,
    automatic boolean NOT NULL,
    answers_id uuid,
    by_person_id uuid,
    channel_id uuid NOT NULL,
    customer_id uuid NOT NULL
);


--
-- Name: channels_nonce; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_nonce (
    id uuid NOT NULL,
    value character varying(120) NOT NULL,
    used_for character varying(600) NOT NULL,
    used_at timestamp with time zone NOT NULL,
    channel_id uuid NOT NULL
);


--
-- Name: channels_scan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels_scan (
    id uuid NOT NULL,
    digest character varying(64) NOT NULL,
    safe boolean NOT NULL,
    words character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: compensation_apology; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_apology (
    id uuid NOT NULL,
    occasion character varying(10) NOT NULL,
    message_id uuid,
    template character varying(60) NOT NULL,
    language character varying(10) NOT NULL,
    text text NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    customer_id uuid NOT NULL,
    award_id uuid NOT NULL
);


--
-- Name: compensation_approval; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_approval (
    id uuid NOT NULL,
    why character varying(20) NOT NULL,
    needed_minor bigint NOT NULL,
    limit_minor bigint NOT NULL,
    asked_by_name character varying(120) NOT NULL,
    asked_of character varying(60) NOT NULL,
    role character varying(40) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    granted boolean,
    reason character varying(300) NOT NULL,
    decided_by_id uuid,
    award_id uuid NOT NULL,
    agreed_at timestamp with time zone,
    agreed_by_id uuid,
    asked_by_id uuid,
    due_at timestamp with time zone,
    in_name_of_id uuid,
    level smallint NOT NULL,
    two_people boolean NOT NULL,
    CONSTRAINT approval_decided_with_time CHECK ((((decided_at IS NULL) AND (granted IS NULL)) OR ((decided_at IS NOT NULL) AND (granted IS NOT NULL)))),
    CONSTRAINT compensation_approval_level_check CHECK ((level >= 0)),
    CONSTRAINT compensation_approval_limit_minor_check CHECK ((limit_minor >= 0)),
    CONSTRAINT compensation_approval_needed_minor_check CHECK ((needed_minor >= 0)),
    CONSTRAINT refusal_has_reason CHECK ((NOT ((NOT granted) AND (granted IS NOT NULL) AND ((reason)::text = ''::text))))
);


--
-- Name: compensation_award; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_award (
    id uuid NOT NULL,
    breach_id uuid,
    promise_name character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    policy_version_id uuid,
    policy_version integer,
    policy_row integer,
    priority smallint NOT NULL,
    value_band character varying(10) NOT NULL,
    given_by_id uuid,
    role character varying(40) NOT NULL,
    transaction_id uuid,
    apologise boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    granted_at timestamp with time zone,
    because_id uuid,
    case_id uuid,
    customer_id uuid NOT NULL,
    unit_id uuid,
    failure character varying(20) NOT NULL,
    least_minor bigint,
    most_minor bigint,
    CONSTRAINT compensation_award_amount_minor_check CHECK ((amount_minor >= 0)),
    CONSTRAINT compensation_award_least_minor_check CHECK ((least_minor >= 0)),
    CONSTRAINT compensation_award_most_minor_check CHECK ((most_minor >= 0)),
    CONSTRAINT compensation_award_policy_row_check CHECK ((policy_row >= 0)),
    CONSTRAINT compensation_award_policy_version_check CHECK ((policy_version >= 0)),
    CONSTRAINT compensation_award_priority_check CHECK ((priority >= 0))
);


--
-- Name: compensation_budget; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_budget (
    id uuid NOT NULL,
    currency character varying(10) NOT NULL,
    period character varying(10) NOT NULL,
    amount_minor bigint,
    reason character varying(300) NOT NULL,
    set_by_id uuid,
    set_by_name character varying(120) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT compensation_budget_amount_minor_check CHECK ((amount_minor >= 0))
);


--
-- Name: compensation_deputy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_deputy (
    id uuid NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    named_by_id uuid,
    named_by_name character varying(120) NOT NULL,
    named_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    deputy_id uuid NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT deputy_for_a_time CHECK ((from_at < until_at)),
    CONSTRAINT deputy_is_another CHECK ((NOT (person_id = deputy_id)))
);


--
-- Name: compensation_escalation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_escalation (
    id uuid NOT NULL,
    level smallint NOT NULL,
    from_role character varying(40) NOT NULL,
    to_role character varying(40) NOT NULL,
    was_due_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    approval_id uuid NOT NULL,
    CONSTRAINT compensation_escalation_level_check CHECK ((level >= 0))
);


--
-- Name: compensation_reversal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_reversal (
    id uuid NOT NULL,
    reason character varying(300) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    award_id uuid NOT NULL
);


--
-- Name: compensation_signal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.compensation_signal (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    key character varying(100) NOT NULL,
    facts jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    newest_at timestamp with time zone NOT NULL,
    judgement character varying(12) NOT NULL,
    reason character varying(500) NOT NULL,
    judged_at timestamp with time zone,
    customer_id uuid,
    judged_by_id uuid,
    person_id uuid,
    unit_id uuid,
    CONSTRAINT signal_judged_with_reason CHECK ((((judged_at IS NULL) AND ((judgement)::text = ''::text) AND ((reason)::text = ''::text)) OR ((judged_at IS NOT NULL) AND (NOT ((judgement)::text = ''::text)) AND (NOT ((reason)::text = ''::text)))))
);


--
-- Name: complaints_alarm; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_alarm (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    person_id uuid NOT NULL,
    report_id uuid NOT NULL
);


--
-- Name: complaints_cause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_cause (
    id uuid NOT NULL,
    kind character varying(13) NOT NULL,
    whys jsonb NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    complaint_id uuid NOT NULL
);


--
-- Name: complaints_complaint; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_complaint (
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind character varying(10) NOT NULL,
    product character varying(100) NOT NULL,
    matter character varying(100) NOT NULL,
    happened_on date,
    place character varying(200) NOT NULL,
    story text NOT NULL,
    wish text NOT NULL,
    state character varying(14) NOT NULL,
    priority smallint NOT NULL,
    confirmed_at timestamp with time zone,
    opened_at timestamp with time zone NOT NULL,
    answer_due_at timestamp with time zone NOT NULL,
    first_answer_at timestamp with time zone,
    answer_missed_at timestamp with time zone,
    closed_at timestamp with time zone,
    because_id uuid,
    case_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    problem_id uuid,
    CONSTRAINT complaint_closed_at_says_state CHECK (((((state)::text = ANY ((ARRAY['received'::character varying, 'acknowledged'::character varying, 'assessed'::character varying, 'investigating'::character varying, 'answered'::character varying, 'decided'::character varying])::text[])) AND (closed_at IS NULL)) OR ((NOT ((state)::text = ANY ((ARRAY['received'::character varying, 'acknowledged'::character varying, 'assessed'::character varying, 'investigating'::character varying, 'answered'::character varying, 'decided'::character varying])::text[]))) AND (closed_at IS NOT NULL)))),
    CONSTRAINT complaint_priority_in_range CHECK (((priority >= 1) AND (priority <= 5))),
    CONSTRAINT complaints_complaint_priority_check CHECK ((priority >= 0))
);


--
-- Name: complaints_complaint_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.complaints_complaint ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_complaint_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: complaints_correction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_correction (
    id uuid NOT NULL,
    words text NOT NULL,
    in_effect_at timestamp with time zone NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    problem_id uuid NOT NULL
);


--
-- Name: complaints_evidence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_evidence (
    id uuid NOT NULL,
    attachment_id uuid,
    words character varying(500) NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    complaint_id uuid NOT NULL,
    step_id uuid,
    CONSTRAINT evidence_is_something CHECK (((attachment_id IS NOT NULL) OR (NOT ((words)::text = ''::text))))
);


--
-- Name: complaints_problem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_problem (
    id uuid NOT NULL,
    number bigint NOT NULL,
    matter character varying(100) NOT NULL,
    cause character varying(13) NOT NULL,
    found character varying(8) NOT NULL,
    counts jsonb NOT NULL,
    state character varying(10) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(300) NOT NULL,
    because_id uuid,
    follows_id uuid,
    owner_id uuid,
    unit_id uuid,
    CONSTRAINT problem_ended_at_says_state CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'acting'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['open'::character varying, 'acting'::character varying])::text[]))) AND (ended_at IS NOT NULL))))
);


--
-- Name: complaints_problem_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.complaints_problem ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_problem_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: complaints_proof; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_proof (
    id uuid NOT NULL,
    look smallint NOT NULL,
    days integer NOT NULL,
    before_count integer NOT NULL,
    before_exposure integer NOT NULL,
    after_count integer NOT NULL,
    after_exposure integer NOT NULL,
    ratio double precision,
    low double precision,
    high double precision,
    passed boolean NOT NULL,
    why character varying(12) NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    correction_id uuid NOT NULL,
    problem_id uuid NOT NULL,
    CONSTRAINT complaints_proof_after_count_check CHECK ((after_count >= 0)),
    CONSTRAINT complaints_proof_after_exposure_check CHECK ((after_exposure >= 0)),
    CONSTRAINT complaints_proof_before_count_check CHECK ((before_count >= 0)),
    CONSTRAINT complaints_proof_before_exposure_check CHECK ((before_exposure >= 0)),
    CONSTRAINT complaints_proof_days_check CHECK ((days >= 0)),
    CONSTRAINT complaints_proof_look_check CHECK ((look >= 0)),
    CONSTRAINT prevention_only_when_proven CHECK (((NOT passed) OR ((days >= 30) AND (high < (1.0)::double precision))))
);


--
-- Name: complaints_safetyanswer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_safetyanswer (
    id uuid NOT NULL,
    danger boolean NOT NULL,
    words text NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    report_id uuid NOT NULL
);


--
-- Name: complaints_safetyreport; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_safetyreport (
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    words jsonb NOT NULL,
    list_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid,
    unit_id uuid,
    CONSTRAINT complaints_safetyreport_list_version_check CHECK ((list_version >= 0))
);


--
-- Name: complaints_seal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_seal (
    id uuid NOT NULL,
    of character varying(10) NOT NULL,
    object_id uuid NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    report_id uuid NOT NULL
);


--
-- Name: complaints_solution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_solution (
    id uuid NOT NULL,
    words text NOT NULL,
    state character varying(10) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    silent_seconds integer NOT NULL,
    reminders smallint NOT NULL,
    next_at timestamp with time zone,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    message_id uuid,
    complaint_id uuid NOT NULL,
    CONSTRAINT complaints_solution_reminders_check CHECK ((reminders >= 0)),
    CONSTRAINT complaints_solution_silent_seconds_check CHECK ((silent_seconds >= 0)),
    CONSTRAINT solution_next_at_says_state CHECK ((((next_at IS NOT NULL) AND ((state)::text = 'proposed'::text)) OR ((NOT ((state)::text = 'proposed'::text)) AND (next_at IS NULL))))
);


--
-- Name: complaints_statutoryclock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_statutoryclock (
    id uuid NOT NULL,
    name character varying(10) NOT NULL,
    authority character varying(200) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    met_at timestamp with time zone,
    missed_at timestamp with time zone,
    complaint_id uuid NOT NULL
);


--
-- Name: complaints_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.complaints_step (
    id uuid NOT NULL,
    name character varying(12) NOT NULL,
    state_before character varying(14) NOT NULL,
    state_after character varying(14) NOT NULL,
    words text NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    message_id uuid,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    complaint_id uuid NOT NULL
);


--
-- Name: conversations_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversations_draft (
    id uuid NOT NULL,
    face character varying(5) NOT NULL,
    text text NOT NULL,
    seen_message_id uuid,
    changed_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    person_id uuid NOT NULL
);


--
-- Name: conversations_note; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversations_note (
    id uuid NOT NULL,
    text text NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL
);


--
-- Name: customers_consent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.customers_consent (
    id uuid NOT NULL,
    purpose character varying(40) NOT NULL,
    given boolean NOT NULL,
    source character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    customer_id uuid NOT NULL
);


--
-- Name: customers_customer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.customers_customer (
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    language character varying(10) NOT NULL,
    attributes jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    whole_id uuid
);


--
-- Name: customers_customer_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.customers_customer ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customer_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: customers_identity; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.customers_identity (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    value character varying(320) NOT NULL,
    verified_at timestamp with time zone,
    verified_how character varying(60) NOT NULL,
    customer_id uuid NOT NULL
);


--
-- Name: customers_merge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.customers_merge (
    id uuid NOT NULL,
    moved jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    source_id uuid NOT NULL,
    target_id uuid NOT NULL,
    CONSTRAINT merge_joins_two CHECK ((NOT (source_id = target_id)))
);


--
-- Name: customers_trait; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.customers_trait (
    id uuid NOT NULL,
    name character varying(60) NOT NULL,
    value jsonb NOT NULL,
    pinned_by character varying(60) NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    because_id uuid,
    customer_id uuid NOT NULL
);


--
-- Name: demo_seeding; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.demo_seeding (
    id uuid NOT NULL,
    seed integer NOT NULL,
    guests integer NOT NULL,
    cases integer NOT NULL,
    days integer NOT NULL,
    truths jsonb NOT NULL,
    now timestamp with time zone NOT NULL,
    recent_at timestamp with time zone,
    written_at timestamp with time zone,
    finished_at timestamp with time zone,
    waiting_at timestamp with time zone,
    CONSTRAINT demo_seeding_cases_check CHECK ((cases >= 0)),
    CONSTRAINT demo_seeding_days_check CHECK ((days >= 0)),
    CONSTRAINT demo_seeding_guests_check CHECK ((guests >= 0))
);


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


--
-- Name: experiments_conclusion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.experiments_conclusion (
    id uuid NOT NULL,
    winner character varying(60),
    verdict character varying(20) NOT NULL,
    reason text NOT NULL,
    result jsonb NOT NULL,
    policy_version_id uuid,
    by_name character varying(120) NOT NULL,
    by_id uuid,
    at timestamp with time zone NOT NULL,
    experiment_id uuid NOT NULL
);


--
-- Name: experiments_experiment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.experiments_experiment (
    id uuid NOT NULL,
    number bigint NOT NULL,
    hypothesis text NOT NULL,
    policy_key character varying(60) NOT NULL,
    arms jsonb NOT NULL,
    salt character varying(64) NOT NULL,
    metric_key character varying(60) NOT NULL,
    metric_version integer NOT NULL,
    guardrail_key character varying(60) NOT NULL,
    guardrail_margin double precision NOT NULL,
    baseline jsonb NOT NULL,
    minimum_effect double precision NOT NULL,
    planned_n integer NOT NULL,
    minimum_days smallint NOT NULL,
    state character varying(10) NOT NULL,
    designed_by_name character varying(120) NOT NULL,
    designed_by_id uuid,
    designed_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    proposal_id uuid,
    CONSTRAINT experiments_experiment_metric_version_check CHECK ((metric_version >= 0)),
    CONSTRAINT experiments_experiment_minimum_days_check CHECK ((minimum_days >= 0)),
    CONSTRAINT experiments_experiment_planned_n_check CHECK ((planned_n >= 0))
);


--
-- Name: experiments_experiment_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.experiments_experiment ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.experiments_experiment_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: experiments_exposure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.experiments_exposure (
    id uuid NOT NULL,
    arm character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    because_id uuid,
    customer_id uuid NOT NULL,
    experiment_id uuid NOT NULL
);


--
-- Name: feedback_feedback; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.feedback_feedback (
    id uuid NOT NULL,
    source character varying(60) NOT NULL,
    external_id character varying(200) NOT NULL,
    product character varying(200) NOT NULL,
    text text NOT NULL,
    rating smallint,
    language character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    customer_id uuid,
    unit_id uuid,
    place character varying(200) NOT NULL,
    CONSTRAINT feedback_feedback_rating_check CHECK ((rating >= 0)),
    CONSTRAINT feedback_says_something CHECK (((NOT (text = ''::text)) OR (NOT (rating IS NULL)))),
    CONSTRAINT rating_of_1_to_5 CHECK (((rating IS NULL) OR ((rating >= 1) AND (rating <= 5))))
);


--
-- Name: followup_attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followup_attempt (
    id uuid NOT NULL,
    outcome character varying(12) NOT NULL,
    note text NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    call_back_id uuid NOT NULL
);


--
-- Name: followup_callback; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followup_callback (
    id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    score smallint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    note text NOT NULL,
    because_id uuid,
    case_id uuid,
    customer_id uuid NOT NULL,
    made_by_id uuid,
    unit_id uuid
);


--
-- Name: followup_followup; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followup_followup (
    id uuid NOT NULL,
    closure_id uuid NOT NULL,
    resolved_at timestamp with time zone NOT NULL,
    from_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    missed_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    how character varying(10) NOT NULL,
    note text NOT NULL,
    done_at timestamp with time zone,
    because_id uuid,
    case_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    done_by_id uuid,
    unit_id uuid,
    CONSTRAINT follow_up_done_at_says_outcome CHECK ((((done_at IS NULL) AND ((outcome)::text = ''::text)) OR ((done_at IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT follow_up_has_its_time CHECK ((due_at > from_at))
);


--
-- Name: followup_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followup_plan (
    id uuid NOT NULL,
    words text NOT NULL,
    look_again_at timestamp with time zone NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    rebound_id uuid NOT NULL
);


--
-- Name: followup_rebound; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followup_rebound (
    id uuid NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    level_before double precision,
    n_before integer NOT NULL,
    level_after double precision,
    n_after integer NOT NULL,
    last_answer_at timestamp with time zone,
    replan_at timestamp with time zone NOT NULL,
    back_at timestamp with time zone,
    case_id uuid,
    customer_id uuid NOT NULL,
    unit_id uuid,
    CONSTRAINT followup_rebound_n_after_check CHECK ((n_after >= 0)),
    CONSTRAINT followup_rebound_n_before_check CHECK ((n_before >= 0))
);


--
-- Name: followup_reviewreply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followup_reviewreply (
    id uuid NOT NULL,
    feedback_id uuid NOT NULL,
    language character varying(10) NOT NULL,
    said_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    missed_at timestamp with time zone,
    text text NOT NULL,
    drafted_at timestamp with time zone,
    approved_at timestamp with time zone,
    posted_at timestamp with time zone,
    link character varying(500) NOT NULL,
    approved_by_id uuid,
    because_id uuid,
    customer_id uuid,
    drafted_by_id uuid,
    posted_by_id uuid,
    unit_id uuid,
    CONSTRAINT review_reply_posted_once_approved CHECK (((posted_at IS NULL) OR (approved_at IS NOT NULL)))
);


--
-- Name: guarantees_evidence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guarantees_evidence (
    id uuid NOT NULL,
    source character varying(500) NOT NULL,
    external_id character varying(300) NOT NULL,
    type character varying(200) NOT NULL,
    about character varying(300) NOT NULL,
    told jsonb NOT NULL,
    award_id uuid,
    happened_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    customer_id uuid,
    unit_id uuid
);


--
-- Name: guarantees_guarantee; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guarantees_guarantee (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    made_at timestamp with time zone NOT NULL
);


--
-- Name: guarantees_letter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guarantees_letter (
    id uuid NOT NULL,
    message_id uuid,
    at timestamp with time zone NOT NULL,
    evidence_id uuid NOT NULL
);


--
-- Name: guarantees_return; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guarantees_return (
    id uuid NOT NULL,
    product character varying(100) NOT NULL,
    received_at timestamp with time zone,
    ends_at timestamp with time zone,
    verdict character varying(10) NOT NULL,
    excluded jsonb NOT NULL,
    days integer NOT NULL,
    right_version integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_name character varying(120) NOT NULL,
    customer_id uuid NOT NULL,
    order_id uuid NOT NULL,
    CONSTRAINT guarantees_return_days_check CHECK ((days >= 0)),
    CONSTRAINT guarantees_return_right_version_check CHECK ((right_version >= 0))
);


--
-- Name: guarantees_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guarantees_version (
    id uuid NOT NULL,
    number integer NOT NULL,
    from_at timestamp with time zone NOT NULL,
    active boolean NOT NULL,
    audience character varying(10) NOT NULL,
    text_zh character varying(200) NOT NULL,
    text_en character varying(300) NOT NULL,
    trigger character varying(10) NOT NULL,
    name character varying(200) NOT NULL,
    channels jsonb NOT NULL,
    fact character varying(40) NOT NULL,
    at_least integer NOT NULL,
    tells_all boolean NOT NULL,
    kind character varying(20) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    guarantee_id uuid NOT NULL,
    CONSTRAINT guarantee_has_a_remedy CHECK (((amount_minor > 0) OR ((trigger)::text = 'right'::text) OR (NOT active))),
    CONSTRAINT guarantees_version_amount_minor_check CHECK ((amount_minor >= 0)),
    CONSTRAINT guarantees_version_number_check CHECK ((number >= 0))
);


--
-- Name: hotspots_decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.hotspots_decision (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    reason character varying(500) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    hotspot_id uuid NOT NULL
);


--
-- Name: hotspots_hotspot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.hotspots_hotspot (
    id uuid NOT NULL,
    number bigint NOT NULL,
    topic character varying(40) NOT NULL,
    window_from timestamp with time zone NOT NULL,
    window_to timestamp with time zone NOT NULL,
    baseline_from timestamp with time zone NOT NULL,
    count integer NOT NULL,
    exposure integer NOT NULL,
    baseline_count integer NOT NULL,
    baseline_exposure integer NOT NULL,
    ratio double precision NOT NULL,
    low double precision NOT NULL,
    high double precision,
    p double precision NOT NULL,
    p_adjusted double precision NOT NULL,
    pain double precision NOT NULL,
    handle_minutes double precision NOT NULL,
    satisfied_share double precision NOT NULL,
    satisfied_n integer NOT NULL,
    evidence jsonb NOT NULL,
    state character varying(10) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    unit_id uuid,
    CONSTRAINT hotspot_ended_at_says_state CHECK ((((ended_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT hotspots_hotspot_baseline_count_check CHECK ((baseline_count >= 0)),
    CONSTRAINT hotspots_hotspot_baseline_exposure_check CHECK ((baseline_exposure >= 0)),
    CONSTRAINT hotspots_hotspot_count_check CHECK ((count >= 0)),
    CONSTRAINT hotspots_hotspot_exposure_check CHECK ((exposure >= 0)),
    CONSTRAINT hotspots_hotspot_satisfied_n_check CHECK ((satisfied_n >= 0))
);


--
-- Name: hotspots_hotspot_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.hotspots_hotspot ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hotspots_hotspot_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: imports_badrow; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports_badrow (
    id bigint NOT NULL,
    line bigint NOT NULL,
    reason character varying(60) NOT NULL,
    words jsonb NOT NULL,
    "row" jsonb NOT NULL,
    run_id uuid NOT NULL,
    CONSTRAINT imports_badrow_line_check CHECK ((line >= 0))
);


--
-- Name: imports_badrow_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.imports_badrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_badrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: imports_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports_run (
    id uuid NOT NULL,
    target character varying(60) NOT NULL,
    file_name character varying(255) NOT NULL,
    digest character varying(64) NOT NULL,
    source character varying(60) NOT NULL,
    mapping jsonb NOT NULL,
    state character varying(10) NOT NULL,
    "position" bigint NOT NULL,
    good bigint NOT NULL,
    bad bigint NOT NULL,
    made jsonb NOT NULL,
    rehearsal boolean NOT NULL,
    by_name character varying(120) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT imports_run_bad_check CHECK ((bad >= 0)),
    CONSTRAINT imports_run_good_check CHECK ((good >= 0)),
    CONSTRAINT imports_run_position_check CHECK (("position" >= 0))
);


--
-- Name: jobs_clockstate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.jobs_clockstate (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    handled jsonb NOT NULL
);


--
-- Name: jobs_clockstate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.jobs_clockstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.jobs_clockstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_head; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_head (
    id uuid NOT NULL,
    day date NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    hash character varying(64) NOT NULL,
    blocks jsonb NOT NULL,
    statement text NOT NULL,
    signature character varying(128) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    key_id uuid NOT NULL
);


--
-- Name: ledger_posting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_posting (
    id uuid NOT NULL,
    account character varying(60) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(10) NOT NULL,
    customer_id uuid,
    transaction_id uuid NOT NULL,
    CONSTRAINT posting_moves_something CHECK ((NOT (amount = 0)))
);


--
-- Name: ledger_signingkey; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_signingkey (
    id uuid NOT NULL,
    name character varying(16) NOT NULL,
    public character varying(64) NOT NULL,
    sealed text NOT NULL,
    made_at timestamp with time zone NOT NULL
);


--
-- Name: ledger_transaction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_transaction (
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind character varying(60) NOT NULL,
    about_id uuid,
    memo character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    payload jsonb NOT NULL,
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    because_id uuid,
    reverses_id uuid
);


--
-- Name: metrics_compiled; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.metrics_compiled (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    version integer NOT NULL,
    fingerprint character varying(64) NOT NULL,
    sql text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT metrics_compiled_version_check CHECK ((version >= 0))
);


--
-- Name: mfa_authenticator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: orders_line; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders_line (
    id uuid NOT NULL,
    "position" integer NOT NULL,
    product character varying(100) NOT NULL,
    name character varying(300) NOT NULL,
    quantity integer NOT NULL,
    unit_price_minor bigint NOT NULL,
    order_id uuid NOT NULL,
    CONSTRAINT orders_line_position_check CHECK (("position" >= 0))
);


--
-- Name: orders_order; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders_order (
    id uuid NOT NULL,
    source character varying(60) NOT NULL,
    external_id character varying(200) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    customer_id uuid NOT NULL,
    unit_id uuid
);


--
-- Name: outreach_outreach; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outreach_outreach (
    id uuid NOT NULL,
    reasons jsonb NOT NULL,
    state character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    outcome character varying(12) NOT NULL,
    note text NOT NULL,
    assigned_id uuid,
    because_id uuid,
    case_id uuid,
    customer_id uuid NOT NULL,
    unit_id uuid,
    CONSTRAINT outreach_made_at_says_state CHECK ((((made_at IS NOT NULL) AND ((state)::text = 'made'::text)) OR ((NOT ((state)::text = 'made'::text)) AND (made_at IS NULL))))
);


--
-- Name: outside_outsideevent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outside_outsideevent (
    id uuid NOT NULL,
    source character varying(500) NOT NULL,
    external_id character varying(300) NOT NULL,
    type character varying(200) NOT NULL,
    subject character varying(300) NOT NULL,
    raw bytea NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    customer_id uuid,
    unit_id uuid
);


--
-- Name: people_absence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_absence (
    id uuid NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    person_id uuid NOT NULL
);


--
-- Name: people_assessment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_assessment (
    id uuid NOT NULL,
    level smallint NOT NULL,
    evidence character varying(500) NOT NULL,
    assessed_on date NOT NULL,
    expires_on date NOT NULL,
    by_id uuid,
    at timestamp with time zone NOT NULL,
    person_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT assessment_holds_some_time CHECK ((expires_on > assessed_on)),
    CONSTRAINT people_assessment_level_check CHECK ((level >= 0)),
    CONSTRAINT skill_level_in_range CHECK (((level >= 0) AND (level <= 4)))
);


--
-- Name: people_hoursofday; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_hoursofday (
    id uuid NOT NULL,
    "on" date NOT NULL,
    windows jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    person_id uuid NOT NULL
);


--
-- Name: people_idempotentreply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_idempotentreply (
    id uuid NOT NULL,
    actor_id uuid NOT NULL,
    key character varying(200) NOT NULL,
    request_digest character varying(64) NOT NULL,
    status smallint NOT NULL,
    content_type character varying(100) NOT NULL,
    body bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT people_idempotentreply_status_check CHECK ((status >= 0))
);


--
-- Name: people_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_key (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    digest character varying(64) NOT NULL,
    prefix character varying(12) NOT NULL,
    scopes jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    made_by_id uuid,
    unit_id uuid
);


--
-- Name: people_membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_membership (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    role_id uuid NOT NULL,
    team_id uuid,
    unit_id uuid NOT NULL
);


--
-- Name: people_person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_person (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    language character varying(10) NOT NULL,
    is_active boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    capacity smallint NOT NULL,
    CONSTRAINT people_person_capacity_check CHECK ((capacity >= 0))
);


--
-- Name: people_role; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_role (
    id uuid NOT NULL,
    key character varying(40),
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    permissions jsonb NOT NULL,
    sees_all_units boolean NOT NULL
);


--
-- Name: people_skill; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_skill (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL
);


--
-- Name: people_spokenlanguage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_spokenlanguage (
    id uuid NOT NULL,
    language character varying(10) NOT NULL,
    person_id uuid NOT NULL
);


--
-- Name: people_team; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_team (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    unit_id uuid NOT NULL
);


--
-- Name: people_unit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_unit (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    time_zone character varying(64) NOT NULL,
    parent_id uuid
);


--
-- Name: people_weeklyhours; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_weeklyhours (
    id uuid NOT NULL,
    time_zone character varying(64) NOT NULL,
    windows jsonb NOT NULL,
    person_id uuid NOT NULL
);


--
-- Name: phone_call; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.phone_call (
    id uuid NOT NULL,
    call_id character varying(200) NOT NULL,
    direction character varying(3) NOT NULL,
    number character varying(40) NOT NULL,
    queue character varying(80) NOT NULL,
    topic character varying(80) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    rang_at timestamp with time zone,
    answered_at timestamp with time zone,
    ended_at timestamp with time zone,
    recording_url character varying(500) NOT NULL,
    transcript text NOT NULL,
    channel_id uuid NOT NULL,
    customer_id uuid,
    message_id uuid,
    person_id uuid
);


--
-- Name: phone_scriptstep; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.phone_scriptstep (
    id uuid NOT NULL,
    words character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_person_id uuid,
    call_id uuid NOT NULL
);


--
-- Name: playbooks_day; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_day (
    id uuid NOT NULL,
    "on" date NOT NULL,
    currency character varying(10) NOT NULL,
    used bigint NOT NULL,
    playbook_id uuid NOT NULL,
    CONSTRAINT playbooks_day_used_check CHECK ((used >= 0))
);


--
-- Name: playbooks_playbook; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_playbook (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    mode character varying(8) NOT NULL,
    next_at timestamp with time zone,
    version_id uuid
);


--
-- Name: playbooks_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_run (
    id uuid NOT NULL,
    number bigint NOT NULL,
    mode character varying(6) NOT NULL,
    state character varying(8) NOT NULL,
    "position" smallint NOT NULL,
    once character varying(100) NOT NULL,
    subject_id uuid,
    about jsonb NOT NULL,
    facts jsonb NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    wakes_at timestamp with time zone,
    awaits character varying(60) NOT NULL,
    awaits_id uuid,
    tries smallint NOT NULL,
    held_by character varying(20) NOT NULL,
    by_name character varying(120) NOT NULL,
    because_id uuid,
    customer_id uuid,
    playbook_id uuid NOT NULL,
    unit_id uuid,
    version_id uuid NOT NULL,
    CONSTRAINT only_who_waits_awaits CHECK ((((state)::text = 'waiting'::text) OR (((awaits)::text = ''::text) AND (awaits_id IS NULL) AND (wakes_at IS NULL)))),
    CONSTRAINT playbooks_run_position_check CHECK (("position" >= 0)),
    CONSTRAINT playbooks_run_tries_check CHECK ((tries >= 0)),
    CONSTRAINT run_ended_at_says_state CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['running'::character varying, 'waiting'::character varying, 'stuck'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['done'::character varying, 'stopped'::character varying, 'held'::character varying])::text[])))))
);


--
-- Name: playbooks_run_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.playbooks_run ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.playbooks_run_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: playbooks_simulation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_simulation (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    content jsonb NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    seen integer NOT NULL,
    of integer NOT NULL,
    result jsonb NOT NULL,
    units jsonb,
    asked_by_id uuid,
    asked_by_name character varying(120) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT playbooks_simulation_of_check CHECK ((of >= 0)),
    CONSTRAINT playbooks_simulation_seen_check CHECK ((seen >= 0))
);


--
-- Name: playbooks_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_step (
    id uuid NOT NULL,
    "position" smallint NOT NULL,
    key character varying(40) NOT NULL,
    kind character varying(60) NOT NULL,
    state character varying(8) NOT NULL,
    said character varying(300) NOT NULL,
    "values" jsonb NOT NULL,
    rows jsonb NOT NULL,
    spent_minor bigint NOT NULL,
    currency character varying(10) NOT NULL,
    contacted boolean NOT NULL,
    by_hand boolean NOT NULL,
    reason text NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    run_id uuid NOT NULL,
    CONSTRAINT at_most_thirty_steps CHECK (("position" < 30)),
    CONSTRAINT playbooks_step_position_check CHECK (("position" >= 0)),
    CONSTRAINT playbooks_step_spent_minor_check CHECK ((spent_minor >= 0)),
    CONSTRAINT skipped_step_has_a_reason CHECK ((NOT ((reason = ''::text) AND ((said)::text = ''::text) AND ((state)::text = 'skipped'::text))))
);


--
-- Name: playbooks_switching; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_switching (
    id uuid NOT NULL,
    mode character varying(8) NOT NULL,
    reason character varying(300) NOT NULL,
    ended integer NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    playbook_id uuid NOT NULL,
    CONSTRAINT playbooks_switching_ended_check CHECK ((ended >= 0))
);


--
-- Name: playbooks_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.playbooks_version (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    number integer NOT NULL,
    digest character varying(64) NOT NULL,
    content jsonb NOT NULL,
    note character varying(500) NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT playbooks_version_number_check CHECK ((number >= 0))
);


--
-- Name: policies_trial; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policies_trial (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    salt character varying(64) NOT NULL,
    arms jsonb NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone
);


--
-- Name: policies_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policies_version (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    number integer NOT NULL,
    rows jsonb NOT NULL,
    note character varying(500) NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    from_at timestamp with time zone NOT NULL,
    CONSTRAINT policies_version_number_check CHECK ((number >= 0))
);


--
-- Name: procrastinate_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


--
-- Name: procrastinate_periodic_defers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


--
-- Name: procrastinate_workers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: promises_acknowledgement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_acknowledgement (
    id uuid NOT NULL,
    message_id uuid,
    due_told_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    promise_id uuid NOT NULL
);


--
-- Name: promises_almanac; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_almanac (
    id uuid NOT NULL,
    source character varying(60) NOT NULL,
    number integer NOT NULL,
    off jsonb NOT NULL,
    work jsonb NOT NULL,
    settled_through smallint,
    origin character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT promises_almanac_number_check CHECK ((number >= 0)),
    CONSTRAINT promises_almanac_settled_through_check CHECK ((settled_through >= 0))
);


--
-- Name: promises_breach; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_breach (
    id uuid NOT NULL,
    breached_at timestamp with time zone NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    promise_id uuid NOT NULL
);


--
-- Name: promises_feed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_feed (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    url character varying(2000) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone,
    good_at timestamp with time zone,
    fault character varying(300) NOT NULL
);


--
-- Name: promises_handover; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_handover (
    id uuid NOT NULL,
    whose character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    asked character varying(300) NOT NULL,
    by_id uuid,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    calendar character varying(60) NOT NULL,
    duration_seconds integer,
    due_at timestamp with time zone,
    overdue_at timestamp with time zone,
    case_id uuid NOT NULL,
    CONSTRAINT handover_ends_after_it_begins CHECK (((until_at IS NULL) OR (until_at >= from_at))),
    CONSTRAINT promises_handover_duration_seconds_check CHECK ((duration_seconds >= 0))
);


--
-- Name: promises_notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_notice (
    id uuid NOT NULL,
    message_id uuid,
    text character varying(4000) NOT NULL,
    automatic boolean NOT NULL,
    by_id uuid,
    at timestamp with time zone NOT NULL,
    promise_id uuid NOT NULL
);


--
-- Name: promises_pause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_pause (
    id uuid NOT NULL,
    reason character varying(10) NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    promise_id uuid NOT NULL
);


--
-- Name: promises_promise; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_promise (
    id uuid NOT NULL,
    name character varying(40) NOT NULL,
    channel_kind character varying(12) NOT NULL,
    priority smallint NOT NULL,
    value_band character varying(10) NOT NULL,
    calendar character varying(60) NOT NULL,
    calendar_version integer NOT NULL,
    duration_seconds integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    warn_at timestamp with time zone NOT NULL,
    state character varying(20) NOT NULL,
    met_at timestamp with time zone,
    answered_at timestamp with time zone,
    answered_by_id uuid,
    end_reason character varying(300) NOT NULL,
    policy_version_id uuid,
    policy_version integer NOT NULL,
    policy_row integer,
    trial_id uuid,
    arm character varying(60),
    arithmetic jsonb NOT NULL,
    case_id uuid,
    customer_id uuid NOT NULL,
    unit_id uuid,
    public_days_version integer NOT NULL,
    about character varying(300) NOT NULL,
    audience character varying(10) NOT NULL,
    considered jsonb NOT NULL,
    ended_at timestamp with time zone,
    facts jsonb NOT NULL,
    locked_due_at timestamp with time zone,
    policy_key character varying(40) NOT NULL,
    versions jsonb NOT NULL,
    CONSTRAINT promise_met_at_says_state CHECK ((((met_at IS NOT NULL) AND ((state)::text = 'met'::text)) OR ((NOT ((state)::text = 'met'::text)) AND (met_at IS NULL)))),
    CONSTRAINT promises_promise_calendar_version_check CHECK ((calendar_version >= 0)),
    CONSTRAINT promises_promise_duration_seconds_check CHECK ((duration_seconds >= 0)),
    CONSTRAINT promises_promise_policy_row_check CHECK ((policy_row >= 0)),
    CONSTRAINT promises_promise_policy_version_check CHECK ((policy_version >= 0)),
    CONSTRAINT promises_promise_priority_check CHECK ((priority >= 0)),
    CONSTRAINT promises_promise_public_days_version_check CHECK ((public_days_version >= 0))
);


--
-- Name: promises_review; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_review (
    id uuid NOT NULL,
    name character varying(40) NOT NULL,
    period_on date NOT NULL,
    periods jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    decision character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    by_id uuid,
    decided_at timestamp with time zone,
    CONSTRAINT review_decided_at_says_decision CHECK ((((decided_at IS NULL) AND ((decision)::text = ''::text)) OR ((decided_at IS NOT NULL) AND (NOT ((decision)::text = ''::text)))))
);


--
-- Name: promises_trying; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises_trying (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    rows jsonb NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    unit_ids jsonb,
    cases integer NOT NULL,
    done integer NOT NULL,
    after_at timestamp with time zone,
    after_id uuid,
    result jsonb NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT promises_trying_cases_check CHECK ((cases >= 0)),
    CONSTRAINT promises_trying_done_check CHECK ((done >= 0))
);


--
-- Name: proposals_decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.proposals_decision (
    id uuid NOT NULL,
    accepted boolean NOT NULL,
    reason text NOT NULL,
    by_name character varying(120) NOT NULL,
    score double precision,
    reviews smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_person_id uuid,
    proposal_id uuid NOT NULL,
    CONSTRAINT proposals_decision_reviews_check CHECK ((reviews >= 0))
);


--
-- Name: proposals_proposal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.proposals_proposal (
    id uuid NOT NULL,
    number bigint NOT NULL,
    title character varying(200) NOT NULL,
    problem text NOT NULL,
    idea text NOT NULL,
    hotspot_id uuid,
    topic character varying(60) NOT NULL,
    evidence jsonb NOT NULL,
    policy_key character varying(60) NOT NULL,
    suggested_rows jsonb,
    change jsonb NOT NULL,
    metric_key character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    author_id uuid,
    because_id uuid,
    unit_id uuid
);


--
-- Name: proposals_proposal_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.proposals_proposal ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.proposals_proposal_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: proposals_review; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.proposals_review (
    id uuid NOT NULL,
    scores jsonb NOT NULL,
    comment text NOT NULL,
    at timestamp with time zone NOT NULL,
    proposal_id uuid NOT NULL,
    reviewer_id uuid NOT NULL
);


--
-- Name: routing_alarm; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.routing_alarm (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    about_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    handed_to_id uuid,
    unit_id uuid NOT NULL
);


--
-- Name: routing_overrun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.routing_overrun (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    rung_at timestamp with time zone,
    promise_id uuid NOT NULL
);


--
-- Name: routing_placement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.routing_placement (
    id uuid NOT NULL,
    rule character varying(10) NOT NULL,
    facts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    look_at timestamp with time zone,
    ended_at timestamp with time zone,
    "end" character varying(10) NOT NULL,
    case_id uuid NOT NULL,
    person_id uuid NOT NULL,
    wait_id uuid NOT NULL
);


--
-- Name: routing_telling; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.routing_telling (
    id uuid NOT NULL,
    role character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    alarm_id uuid NOT NULL,
    person_id uuid NOT NULL
);


--
-- Name: routing_wait; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.routing_wait (
    id uuid NOT NULL,
    acuity smallint NOT NULL,
    arrived_at timestamp with time zone NOT NULL,
    given boolean NOT NULL,
    without_id uuid,
    fault character varying(10) NOT NULL,
    skill character varying(40) NOT NULL,
    until_at timestamp with time zone,
    alarm_at timestamp with time zone,
    ended_at timestamp with time zone,
    case_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT routing_wait_acuity_check CHECK ((acuity >= 0))
);


--
-- Name: search_document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.search_document (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    object_id uuid NOT NULL,
    title character varying(300) NOT NULL,
    text text NOT NULL,
    url character varying(300) NOT NULL,
    permission character varying(60) NOT NULL,
    unit_id uuid,
    at timestamp with time zone NOT NULL,
    words tsvector NOT NULL,
    customer_id uuid
);


--
-- Name: surveys_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.surveys_answer (
    id uuid NOT NULL,
    question character varying(60) NOT NULL,
    kind character varying(10) NOT NULL,
    option character varying(60) NOT NULL,
    score smallint,
    text text NOT NULL,
    language character varying(10) NOT NULL,
    first_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    invitation_id uuid NOT NULL
);


--
-- Name: surveys_change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.surveys_change (
    id uuid NOT NULL,
    option character varying(60) NOT NULL,
    score smallint,
    text text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    answer_id uuid NOT NULL
);


--
-- Name: surveys_formversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.surveys_formversion (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT surveys_formversion_number_check CHECK ((number >= 0))
);


--
-- Name: surveys_invitation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.surveys_invitation (
    id uuid NOT NULL,
    form_key character varying(60) NOT NULL,
    about_id uuid,
    case_id uuid,
    language character varying(10) NOT NULL,
    counts boolean NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    failed_at timestamp with time zone,
    opened_at timestamp with time zone,
    answered_at timestamp with time zone,
    finished_at timestamp with time zone,
    because_id uuid,
    customer_id uuid NOT NULL,
    message_id uuid,
    unit_id uuid,
    version_id uuid NOT NULL
);


--
-- Name: surveys_refusedlink; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.surveys_refusedlink (
    id uuid NOT NULL,
    reason character varying(10) NOT NULL,
    "on" date NOT NULL,
    times integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    invitation_id uuid,
    CONSTRAINT surveys_refusedlink_times_check CHECK ((times >= 0))
);


--
-- Name: surveys_withheld; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.surveys_withheld (
    id uuid NOT NULL,
    form_key character varying(60) NOT NULL,
    reason character varying(12) NOT NULL,
    about_id uuid,
    at timestamp with time zone NOT NULL,
    because_id uuid,
    customer_id uuid NOT NULL,
    unit_id uuid
);


--
-- Name: timeline_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.timeline_entry (
    id uuid NOT NULL,
    event character varying(80) NOT NULL,
    unit_id uuid,
    subject_id uuid,
    facts jsonb NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    root_id uuid,
    happened_at timestamp with time zone NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    because_id uuid,
    customer_id uuid
);


--
-- Name: topics_correction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.topics_correction (
    id uuid NOT NULL,
    topic character varying(40) NOT NULL,
    mood_label character varying(10) NOT NULL,
    topic_before character varying(40) NOT NULL,
    mood_label_before character varying(10) NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    label_id uuid NOT NULL
);


--
-- Name: topics_label; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.topics_label (
    id uuid NOT NULL,
    source character varying(10) NOT NULL,
    text_id uuid NOT NULL,
    topic character varying(40) NOT NULL,
    mood double precision NOT NULL,
    mood_label character varying(10) NOT NULL,
    confidence double precision NOT NULL,
    machine_topic character varying(40) NOT NULL,
    machine_mood_label character varying(10) NOT NULL,
    by character varying(10) NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    customer_id uuid,
    unit_id uuid,
    CONSTRAINT topics_label_version_check CHECK ((version >= 0))
);


--
-- Name: topics_lexicon; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.topics_lexicon (
    id uuid NOT NULL,
    number integer NOT NULL,
    words jsonb NOT NULL,
    by_id uuid,
    by_name character varying(120) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT topics_lexicon_number_check CHECK ((number >= 0))
);


--
-- Name: topics_topic; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.topics_topic (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    words jsonb NOT NULL,
    "position" smallint NOT NULL,
    active boolean NOT NULL,
    CONSTRAINT topics_topic_position_check CHECK (("position" >= 0))
);


--
-- Name: value_bounds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.value_bounds (
    id uuid NOT NULL,
    currency character varying(3) NOT NULL,
    middle_above bigint NOT NULL,
    high_above bigint NOT NULL,
    n integer NOT NULL,
    window_days integer NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT value_bounds_n_check CHECK ((n >= 0)),
    CONSTRAINT value_bounds_window_days_check CHECK ((window_days >= 0))
);


--
-- Name: webhooks_attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhooks_attempt (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    status smallint,
    answer text NOT NULL,
    fault character varying(300) NOT NULL,
    delivery_id uuid NOT NULL,
    CONSTRAINT webhooks_attempt_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT webhooks_attempt_status_check CHECK ((status >= 0))
);


--
-- Name: webhooks_delivery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhooks_delivery (
    id uuid NOT NULL,
    event character varying(80) NOT NULL,
    state character varying(10) NOT NULL,
    tries smallint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    done_at timestamp with time zone,
    entry_id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    CONSTRAINT open_deliveries_have_a_time CHECK ((((next_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying])::text[]))) OR ((next_at IS NULL) AND ((state)::text = ANY ((ARRAY['delivered'::character varying, 'failed'::character varying])::text[]))))),
    CONSTRAINT webhooks_delivery_tries_check CHECK ((tries >= 0))
);


--
-- Name: webhooks_disabling; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhooks_disabling (
    id uuid NOT NULL,
    reason character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(120) NOT NULL,
    webhook_id uuid NOT NULL
);


--
-- Name: webhooks_secret; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhooks_secret (
    id uuid NOT NULL,
    sealed text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    webhook_id uuid NOT NULL
);


--
-- Name: webhooks_webhook; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhooks_webhook (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    url character varying(2000) NOT NULL,
    events character varying(80)[] NOT NULL,
    made_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    failing_since timestamp with time zone,
    failures integer NOT NULL,
    resting_until timestamp with time zone,
    unit_id uuid,
    CONSTRAINT webhooks_webhook_failures_check CHECK ((failures >= 0))
);


--
-- Name: procrastinate_events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


--
-- Name: procrastinate_jobs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


--
-- Name: procrastinate_periodic_defers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


--
-- Data for Name: account_emailaddress; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_emailconfirmation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audits_ledgercheck; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_permission VALUES (1, 'Can add permission', 1, 'add_permission');
INSERT INTO public.auth_permission VALUES (2, 'Can change permission', 1, 'change_permission');
INSERT INTO public.auth_permission VALUES (3, 'Can delete permission', 1, 'delete_permission');
INSERT INTO public.auth_permission VALUES (4, 'Can view permission', 1, 'view_permission');
INSERT INTO public.auth_permission VALUES (5, 'Can add group', 2, 'add_group');
INSERT INTO public.auth_permission VALUES (6, 'Can change group', 2, 'change_group');
INSERT INTO public.auth_permission VALUES (7, 'Can delete group', 2, 'delete_group');
INSERT INTO public.auth_permission VALUES (8, 'Can view group', 2, 'view_group');
INSERT INTO public.auth_permission VALUES (9, 'Can add content type', 3, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (10, 'Can change content type', 3, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (11, 'Can delete content type', 3, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (12, 'Can view content type', 3, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (13, 'Can add session', 4, 'add_session');
INSERT INTO public.auth_permission VALUES (14, 'Can change session', 4, 'change_session');
INSERT INTO public.auth_permission VALUES (15, 'Can delete session', 4, 'delete_session');
INSERT INTO public.auth_permission VALUES (16, 'Can view session', 4, 'view_session');
INSERT INTO public.auth_permission VALUES (17, 'Can add email address', 5, 'add_emailaddress');
INSERT INTO public.auth_permission VALUES (18, 'Can change email address', 5, 'change_emailaddress');
INSERT INTO public.auth_permission VALUES (19, 'Can delete email address', 5, 'delete_emailaddress');
INSERT INTO public.auth_permission VALUES (20, 'Can view email address', 5, 'view_emailaddress');
INSERT INTO public.auth_permission VALUES (21, 'Can add email confirmation', 6, 'add_emailconfirmation');
INSERT INTO public.auth_permission VALUES (22, 'Can change email confirmation', 6, 'change_emailconfirmation');
INSERT INTO public.auth_permission VALUES (23, 'Can delete email confirmation', 6, 'delete_emailconfirmation');
INSERT INTO public.auth_permission VALUES (24, 'Can view email confirmation', 6, 'view_emailconfirmation');
INSERT INTO public.auth_permission VALUES (25, 'Can add authenticator', 7, 'add_authenticator');
INSERT INTO public.auth_permission VALUES (26, 'Can change authenticator', 7, 'change_authenticator');
INSERT INTO public.auth_permission VALUES (27, 'Can delete authenticator', 7, 'delete_authenticator');
INSERT INTO public.auth_permission VALUES (28, 'Can view authenticator', 7, 'view_authenticator');
INSERT INTO public.auth_permission VALUES (29, 'Can add procrastinate event', 8, 'add_procrastinateevent');
INSERT INTO public.auth_permission VALUES (30, 'Can change procrastinate event', 8, 'change_procrastinateevent');
INSERT INTO public.auth_permission VALUES (31, 'Can delete procrastinate event', 8, 'delete_procrastinateevent');
INSERT INTO public.auth_permission VALUES (32, 'Can view procrastinate event', 8, 'view_procrastinateevent');
INSERT INTO public.auth_permission VALUES (33, 'Can add procrastinate job', 9, 'add_procrastinatejob');
INSERT INTO public.auth_permission VALUES (34, 'Can change procrastinate job', 9, 'change_procrastinatejob');
INSERT INTO public.auth_permission VALUES (35, 'Can delete procrastinate job', 9, 'delete_procrastinatejob');
INSERT INTO public.auth_permission VALUES (36, 'Can view procrastinate job', 9, 'view_procrastinatejob');
INSERT INTO public.auth_permission VALUES (37, 'Can add procrastinate periodic defer', 10, 'add_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (38, 'Can change procrastinate periodic defer', 10, 'change_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (39, 'Can delete procrastinate periodic defer', 10, 'delete_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (40, 'Can view procrastinate periodic defer', 10, 'view_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (41, 'Can add procrastinate worker', 11, 'add_procrastinateworker');
INSERT INTO public.auth_permission VALUES (42, 'Can change procrastinate worker', 11, 'change_procrastinateworker');
INSERT INTO public.auth_permission VALUES (43, 'Can delete procrastinate worker', 11, 'delete_procrastinateworker');
INSERT INTO public.auth_permission VALUES (44, 'Can view procrastinate worker', 11, 'view_procrastinateworker');
INSERT INTO public.auth_permission VALUES (45, 'Can add clock state', 12, 'add_clockstate');
INSERT INTO public.auth_permission VALUES (46, 'Can change clock state', 12, 'change_clockstate');
INSERT INTO public.auth_permission VALUES (47, 'Can delete clock state', 12, 'delete_clockstate');
INSERT INTO public.auth_permission VALUES (48, 'Can view clock state', 12, 'view_clockstate');
INSERT INTO public.auth_permission VALUES (49, 'Can add person', 13, 'add_person');
INSERT INTO public.auth_permission VALUES (50, 'Can change person', 13, 'change_person');
INSERT INTO public.auth_permission VALUES (51, 'Can delete person', 13, 'delete_person');
INSERT INTO public.auth_permission VALUES (52, 'Can view person', 13, 'view_person');
INSERT INTO public.auth_permission VALUES (53, 'Can add role', 14, 'add_role');
INSERT INTO public.auth_permission VALUES (54, 'Can change role', 14, 'change_role');
INSERT INTO public.auth_permission VALUES (55, 'Can delete role', 14, 'delete_role');
INSERT INTO public.auth_permission VALUES (56, 'Can view role', 14, 'view_role');
INSERT INTO public.auth_permission VALUES (57, 'Can add unit', 15, 'add_unit');
INSERT INTO public.auth_permission VALUES (58, 'Can change unit', 15, 'change_unit');
INSERT INTO public.auth_permission VALUES (59, 'Can delete unit', 15, 'delete_unit');
INSERT INTO public.auth_permission VALUES (60, 'Can view unit', 15, 'view_unit');
INSERT INTO public.auth_permission VALUES (61, 'Can add team', 16, 'add_team');
INSERT INTO public.auth_permission VALUES (62, 'Can change team', 16, 'change_team');
INSERT INTO public.auth_permission VALUES (63, 'Can delete team', 16, 'delete_team');
INSERT INTO public.auth_permission VALUES (64, 'Can view team', 16, 'view_team');
INSERT INTO public.auth_permission VALUES (65, 'Can add key', 17, 'add_key');
INSERT INTO public.auth_permission VALUES (66, 'Can change key', 17, 'change_key');
INSERT INTO public.auth_permission VALUES (67, 'Can delete key', 17, 'delete_key');
INSERT INTO public.auth_permission VALUES (68, 'Can view key', 17, 'view_key');
INSERT INTO public.auth_permission VALUES (69, 'Can add membership', 18, 'add_membership');
INSERT INTO public.auth_permission VALUES (70, 'Can change membership', 18, 'change_membership');
INSERT INTO public.auth_permission VALUES (71, 'Can delete membership', 18, 'delete_membership');
INSERT INTO public.auth_permission VALUES (72, 'Can view membership', 18, 'view_membership');
INSERT INTO public.auth_permission VALUES (73, 'Can add idempotent reply', 19, 'add_idempotentreply');
INSERT INTO public.auth_permission VALUES (74, 'Can change idempotent reply', 19, 'change_idempotentreply');
INSERT INTO public.auth_permission VALUES (75, 'Can delete idempotent reply', 19, 'delete_idempotentreply');
INSERT INTO public.auth_permission VALUES (76, 'Can view idempotent reply', 19, 'view_idempotentreply');
INSERT INTO public.auth_permission VALUES (77, 'Can add skill', 20, 'add_skill');
INSERT INTO public.auth_permission VALUES (78, 'Can change skill', 20, 'change_skill');
INSERT INTO public.auth_permission VALUES (79, 'Can delete skill', 20, 'delete_skill');
INSERT INTO public.auth_permission VALUES (80, 'Can view skill', 20, 'view_skill');
INSERT INTO public.auth_permission VALUES (81, 'Can add weekly hours', 21, 'add_weeklyhours');
INSERT INTO public.auth_permission VALUES (82, 'Can change weekly hours', 21, 'change_weeklyhours');
INSERT INTO public.auth_permission VALUES (83, 'Can delete weekly hours', 21, 'delete_weeklyhours');
INSERT INTO public.auth_permission VALUES (84, 'Can view weekly hours', 21, 'view_weeklyhours');
INSERT INTO public.auth_permission VALUES (85, 'Can add absence', 22, 'add_absence');
INSERT INTO public.auth_permission VALUES (86, 'Can change absence', 22, 'change_absence');
INSERT INTO public.auth_permission VALUES (87, 'Can delete absence', 22, 'delete_absence');
INSERT INTO public.auth_permission VALUES (88, 'Can view absence', 22, 'view_absence');
INSERT INTO public.auth_permission VALUES (89, 'Can add hours of day', 23, 'add_hoursofday');
INSERT INTO public.auth_permission VALUES (90, 'Can change hours of day', 23, 'change_hoursofday');
INSERT INTO public.auth_permission VALUES (91, 'Can delete hours of day', 23, 'delete_hoursofday');
INSERT INTO public.auth_permission VALUES (92, 'Can view hours of day', 23, 'view_hoursofday');
INSERT INTO public.auth_permission VALUES (93, 'Can add assessment', 24, 'add_assessment');
INSERT INTO public.auth_permission VALUES (94, 'Can change assessment', 24, 'change_assessment');
INSERT INTO public.auth_permission VALUES (95, 'Can delete assessment', 24, 'delete_assessment');
INSERT INTO public.auth_permission VALUES (96, 'Can view assessment', 24, 'view_assessment');
INSERT INTO public.auth_permission VALUES (97, 'Can add spoken language', 25, 'add_spokenlanguage');
INSERT INTO public.auth_permission VALUES (98, 'Can change spoken language', 25, 'change_spokenlanguage');
INSERT INTO public.auth_permission VALUES (99, 'Can delete spoken language', 25, 'delete_spokenlanguage');
INSERT INTO public.auth_permission VALUES (100, 'Can view spoken language', 25, 'view_spokenlanguage');
INSERT INTO public.auth_permission VALUES (101, 'Can add trait', 26, 'add_trait');
INSERT INTO public.auth_permission VALUES (102, 'Can change trait', 26, 'change_trait');
INSERT INTO public.auth_permission VALUES (103, 'Can delete trait', 26, 'delete_trait');
INSERT INTO public.auth_permission VALUES (104, 'Can view trait', 26, 'view_trait');
INSERT INTO public.auth_permission VALUES (105, 'Can add customer', 27, 'add_customer');
INSERT INTO public.auth_permission VALUES (106, 'Can change customer', 27, 'change_customer');
INSERT INTO public.auth_permission VALUES (107, 'Can delete customer', 27, 'delete_customer');
INSERT INTO public.auth_permission VALUES (108, 'Can view customer', 27, 'view_customer');
INSERT INTO public.auth_permission VALUES (109, 'Can add consent', 28, 'add_consent');
INSERT INTO public.auth_permission VALUES (110, 'Can change consent', 28, 'change_consent');
INSERT INTO public.auth_permission VALUES (111, 'Can delete consent', 28, 'delete_consent');
INSERT INTO public.auth_permission VALUES (112, 'Can view consent', 28, 'view_consent');
INSERT INTO public.auth_permission VALUES (113, 'Can add identity', 29, 'add_identity');
INSERT INTO public.auth_permission VALUES (114, 'Can change identity', 29, 'change_identity');
INSERT INTO public.auth_permission VALUES (115, 'Can delete identity', 29, 'delete_identity');
INSERT INTO public.auth_permission VALUES (116, 'Can view identity', 29, 'view_identity');
INSERT INTO public.auth_permission VALUES (117, 'Can add merge', 30, 'add_merge');
INSERT INTO public.auth_permission VALUES (118, 'Can change merge', 30, 'change_merge');
INSERT INTO public.auth_permission VALUES (119, 'Can delete merge', 30, 'delete_merge');
INSERT INTO public.auth_permission VALUES (120, 'Can view merge', 30, 'view_merge');
INSERT INTO public.auth_permission VALUES (121, 'Can add entry', 31, 'add_entry');
INSERT INTO public.auth_permission VALUES (122, 'Can change entry', 31, 'change_entry');
INSERT INTO public.auth_permission VALUES (123, 'Can delete entry', 31, 'delete_entry');
INSERT INTO public.auth_permission VALUES (124, 'Can view entry', 31, 'view_entry');
INSERT INTO public.auth_permission VALUES (125, 'Can add trial', 32, 'add_trial');
INSERT INTO public.auth_permission VALUES (126, 'Can change trial', 32, 'change_trial');
INSERT INTO public.auth_permission VALUES (127, 'Can delete trial', 32, 'delete_trial');
INSERT INTO public.auth_permission VALUES (128, 'Can view trial', 32, 'view_trial');
INSERT INTO public.auth_permission VALUES (129, 'Can add version', 33, 'add_version');
INSERT INTO public.auth_permission VALUES (130, 'Can change version', 33, 'change_version');
INSERT INTO public.auth_permission VALUES (131, 'Can delete version', 33, 'delete_version');
INSERT INTO public.auth_permission VALUES (132, 'Can view version', 33, 'view_version');
INSERT INTO public.auth_permission VALUES (133, 'Can add playbook', 34, 'add_playbook');
INSERT INTO public.auth_permission VALUES (134, 'Can change playbook', 34, 'change_playbook');
INSERT INTO public.auth_permission VALUES (135, 'Can delete playbook', 34, 'delete_playbook');
INSERT INTO public.auth_permission VALUES (136, 'Can view playbook', 34, 'view_playbook');
INSERT INTO public.auth_permission VALUES (137, 'Can add simulation', 35, 'add_simulation');
INSERT INTO public.auth_permission VALUES (138, 'Can change simulation', 35, 'change_simulation');
INSERT INTO public.auth_permission VALUES (139, 'Can delete simulation', 35, 'delete_simulation');
INSERT INTO public.auth_permission VALUES (140, 'Can view simulation', 35, 'view_simulation');
INSERT INTO public.auth_permission VALUES (141, 'Can add version', 36, 'add_version');
INSERT INTO public.auth_permission VALUES (142, 'Can change version', 36, 'change_version');
INSERT INTO public.auth_permission VALUES (143, 'Can delete version', 36, 'delete_version');
INSERT INTO public.auth_permission VALUES (144, 'Can view version', 36, 'view_version');
INSERT INTO public.auth_permission VALUES (145, 'Can add run', 37, 'add_run');
INSERT INTO public.auth_permission VALUES (146, 'Can change run', 37, 'change_run');
INSERT INTO public.auth_permission VALUES (147, 'Can delete run', 37, 'delete_run');
INSERT INTO public.auth_permission VALUES (148, 'Can view run', 37, 'view_run');
INSERT INTO public.auth_permission VALUES (149, 'Can add day', 38, 'add_day');
INSERT INTO public.auth_permission VALUES (150, 'Can change day', 38, 'change_day');
INSERT INTO public.auth_permission VALUES (151, 'Can delete day', 38, 'delete_day');
INSERT INTO public.auth_permission VALUES (152, 'Can view day', 38, 'view_day');
INSERT INTO public.auth_permission VALUES (153, 'Can add step', 39, 'add_step');
INSERT INTO public.auth_permission VALUES (154, 'Can change step', 39, 'change_step');
INSERT INTO public.auth_permission VALUES (155, 'Can delete step', 39, 'delete_step');
INSERT INTO public.auth_permission VALUES (156, 'Can view step', 39, 'view_step');
INSERT INTO public.auth_permission VALUES (157, 'Can add switching', 40, 'add_switching');
INSERT INTO public.auth_permission VALUES (158, 'Can change switching', 40, 'change_switching');
INSERT INTO public.auth_permission VALUES (159, 'Can delete switching', 40, 'delete_switching');
INSERT INTO public.auth_permission VALUES (160, 'Can view switching', 40, 'view_switching');
INSERT INTO public.auth_permission VALUES (161, 'Can add transaction', 41, 'add_transaction');
INSERT INTO public.auth_permission VALUES (162, 'Can change transaction', 41, 'change_transaction');
INSERT INTO public.auth_permission VALUES (163, 'Can delete transaction', 41, 'delete_transaction');
INSERT INTO public.auth_permission VALUES (164, 'Can view transaction', 41, 'view_transaction');
INSERT INTO public.auth_permission VALUES (165, 'Can add posting', 42, 'add_posting');
INSERT INTO public.auth_permission VALUES (166, 'Can change posting', 42, 'change_posting');
INSERT INTO public.auth_permission VALUES (167, 'Can delete posting', 42, 'delete_posting');
INSERT INTO public.auth_permission VALUES (168, 'Can view posting', 42, 'view_posting');
INSERT INTO public.auth_permission VALUES (169, 'Can add signing key', 43, 'add_signingkey');
INSERT INTO public.auth_permission VALUES (170, 'Can change signing key', 43, 'change_signingkey');
INSERT INTO public.auth_permission VALUES (171, 'Can delete signing key', 43, 'delete_signingkey');
INSERT INTO public.auth_permission VALUES (172, 'Can view signing key', 43, 'view_signingkey');
INSERT INTO public.auth_permission VALUES (173, 'Can add head', 44, 'add_head');
INSERT INTO public.auth_permission VALUES (174, 'Can change head', 44, 'change_head');
INSERT INTO public.auth_permission VALUES (175, 'Can delete head', 44, 'delete_head');
INSERT INTO public.auth_permission VALUES (176, 'Can view head', 44, 'view_head');
INSERT INTO public.auth_permission VALUES (177, 'Can add document', 45, 'add_document');
INSERT INTO public.auth_permission VALUES (178, 'Can change document', 45, 'change_document');
INSERT INTO public.auth_permission VALUES (179, 'Can delete document', 45, 'delete_document');
INSERT INTO public.auth_permission VALUES (180, 'Can view document', 45, 'view_document');
INSERT INTO public.auth_permission VALUES (181, 'Can add run', 46, 'add_run');
INSERT INTO public.auth_permission VALUES (182, 'Can change run', 46, 'change_run');
INSERT INTO public.auth_permission VALUES (183, 'Can delete run', 46, 'delete_run');
INSERT INTO public.auth_permission VALUES (184, 'Can view run', 46, 'view_run');
INSERT INTO public.auth_permission VALUES (185, 'Can add bad row', 47, 'add_badrow');
INSERT INTO public.auth_permission VALUES (186, 'Can change bad row', 47, 'change_badrow');
INSERT INTO public.auth_permission VALUES (187, 'Can delete bad row', 47, 'delete_badrow');
INSERT INTO public.auth_permission VALUES (188, 'Can view bad row', 47, 'view_badrow');
INSERT INTO public.auth_permission VALUES (189, 'Can add channel', 48, 'add_channel');
INSERT INTO public.auth_permission VALUES (190, 'Can change channel', 48, 'change_channel');
INSERT INTO public.auth_permission VALUES (191, 'Can delete channel', 48, 'delete_channel');
INSERT INTO public.auth_permission VALUES (192, 'Can view channel', 48, 'view_channel');
INSERT INTO public.auth_permission VALUES (193, 'Can add message', 49, 'add_message');
INSERT INTO public.auth_permission VALUES (194, 'Can change message', 49, 'change_message');
INSERT INTO public.auth_permission VALUES (195, 'Can delete message', 49, 'delete_message');
INSERT INTO public.auth_permission VALUES (196, 'Can view message', 49, 'view_message');
INSERT INTO public.auth_permission VALUES (197, 'Can add delivery', 50, 'add_delivery');
INSERT INTO public.auth_permission VALUES (198, 'Can change delivery', 50, 'change_delivery');
INSERT INTO public.auth_permission VALUES (199, 'Can delete delivery', 50, 'delete_delivery');
INSERT INTO public.auth_permission VALUES (200, 'Can view delivery', 50, 'view_delivery');
INSERT INTO public.auth_permission VALUES (201, 'Can add attachment', 51, 'add_attachment');
INSERT INTO public.auth_permission VALUES (202, 'Can change attachment', 51, 'change_attachment');
INSERT INTO public.auth_permission VALUES (203, 'Can delete attachment', 51, 'delete_attachment');
INSERT INTO public.auth_permission VALUES (204, 'Can view attachment', 51, 'view_attachment');
INSERT INTO public.auth_permission VALUES (205, 'Can add arrival', 52, 'add_arrival');
INSERT INTO public.auth_permission VALUES (206, 'Can change arrival', 52, 'change_arrival');
INSERT INTO public.auth_permission VALUES (207, 'Can delete arrival', 52, 'delete_arrival');
INSERT INTO public.auth_permission VALUES (208, 'Can view arrival', 52, 'view_arrival');
INSERT INTO public.auth_permission VALUES (209, 'Can add access token', 53, 'add_accesstoken');
INSERT INTO public.auth_permission VALUES (210, 'Can change access token', 53, 'change_accesstoken');
INSERT INTO public.auth_permission VALUES (211, 'Can delete access token', 53, 'delete_accesstoken');
INSERT INTO public.auth_permission VALUES (212, 'Can view access token', 53, 'view_accesstoken');
INSERT INTO public.auth_permission VALUES (213, 'Can add nonce', 54, 'add_nonce');
INSERT INTO public.auth_permission VALUES (214, 'Can change nonce', 54, 'change_nonce');
INSERT INTO public.auth_permission VALUES (215, 'Can delete nonce', 54, 'delete_nonce');
INSERT INTO public.auth_permission VALUES (216, 'Can view nonce', 54, 'view_nonce');
INSERT INTO public.auth_permission VALUES (217, 'Can add mailbox state', 55, 'add_mailboxstate');
INSERT INTO public.auth_permission VALUES (218, 'Can change mailbox state', 55, 'change_mailboxstate');
INSERT INTO public.auth_permission VALUES (219, 'Can delete mailbox state', 55, 'delete_mailboxstate');
INSERT INTO public.auth_permission VALUES (220, 'Can view mailbox state', 55, 'view_mailboxstate');
INSERT INTO public.auth_permission VALUES (221, 'Can add scan', 56, 'add_scan');
INSERT INTO public.auth_permission VALUES (222, 'Can change scan', 56, 'change_scan');
INSERT INTO public.auth_permission VALUES (223, 'Can delete scan', 56, 'delete_scan');
INSERT INTO public.auth_permission VALUES (224, 'Can view scan', 56, 'view_scan');
INSERT INTO public.auth_permission VALUES (225, 'Can add feed', 57, 'add_feed');
INSERT INTO public.auth_permission VALUES (226, 'Can change feed', 57, 'change_feed');
INSERT INTO public.auth_permission VALUES (227, 'Can delete feed', 57, 'delete_feed');
INSERT INTO public.auth_permission VALUES (228, 'Can view feed', 57, 'view_feed');
INSERT INTO public.auth_permission VALUES (229, 'Can add answer', 58, 'add_answer');
INSERT INTO public.auth_permission VALUES (230, 'Can change answer', 58, 'change_answer');
INSERT INTO public.auth_permission VALUES (231, 'Can delete answer', 58, 'delete_answer');
INSERT INTO public.auth_permission VALUES (232, 'Can view answer', 58, 'view_answer');
INSERT INTO public.auth_permission VALUES (233, 'Can add change', 59, 'add_change');
INSERT INTO public.auth_permission VALUES (234, 'Can change change', 59, 'change_change');
INSERT INTO public.auth_permission VALUES (235, 'Can delete change', 59, 'delete_change');
INSERT INTO public.auth_permission VALUES (236, 'Can view change', 59, 'view_change');
INSERT INTO public.auth_permission VALUES (237, 'Can add form version', 60, 'add_formversion');
INSERT INTO public.auth_permission VALUES (238, 'Can change form version', 60, 'change_formversion');
INSERT INTO public.auth_permission VALUES (239, 'Can delete form version', 60, 'delete_formversion');
INSERT INTO public.auth_permission VALUES (240, 'Can view form version', 60, 'view_formversion');
INSERT INTO public.auth_permission VALUES (241, 'Can add invitation', 61, 'add_invitation');
INSERT INTO public.auth_permission VALUES (242, 'Can change invitation', 61, 'change_invitation');
INSERT INTO public.auth_permission VALUES (243, 'Can delete invitation', 61, 'delete_invitation');
INSERT INTO public.auth_permission VALUES (244, 'Can view invitation', 61, 'view_invitation');
INSERT INTO public.auth_permission VALUES (245, 'Can add refused link', 62, 'add_refusedlink');
INSERT INTO public.auth_permission VALUES (246, 'Can change refused link', 62, 'change_refusedlink');
INSERT INTO public.auth_permission VALUES (247, 'Can delete refused link', 62, 'delete_refusedlink');
INSERT INTO public.auth_permission VALUES (248, 'Can view refused link', 62, 'view_refusedlink');
INSERT INTO public.auth_permission VALUES (249, 'Can add withheld', 63, 'add_withheld');
INSERT INTO public.auth_permission VALUES (250, 'Can change withheld', 63, 'change_withheld');
INSERT INTO public.auth_permission VALUES (251, 'Can delete withheld', 63, 'delete_withheld');
INSERT INTO public.auth_permission VALUES (252, 'Can view withheld', 63, 'view_withheld');
INSERT INTO public.auth_permission VALUES (253, 'Can add feedback', 64, 'add_feedback');
INSERT INTO public.auth_permission VALUES (254, 'Can change feedback', 64, 'change_feedback');
INSERT INTO public.auth_permission VALUES (255, 'Can delete feedback', 64, 'delete_feedback');
INSERT INTO public.auth_permission VALUES (256, 'Can view feedback', 64, 'view_feedback');
INSERT INTO public.auth_permission VALUES (257, 'Can add order', 65, 'add_order');
INSERT INTO public.auth_permission VALUES (258, 'Can change order', 65, 'change_order');
INSERT INTO public.auth_permission VALUES (259, 'Can delete order', 65, 'delete_order');
INSERT INTO public.auth_permission VALUES (260, 'Can view order', 65, 'view_order');
INSERT INTO public.auth_permission VALUES (261, 'Can add line', 66, 'add_line');
INSERT INTO public.auth_permission VALUES (262, 'Can change line', 66, 'change_line');
INSERT INTO public.auth_permission VALUES (263, 'Can delete line', 66, 'delete_line');
INSERT INTO public.auth_permission VALUES (264, 'Can view line', 66, 'view_line');
INSERT INTO public.auth_permission VALUES (265, 'Can add call', 67, 'add_call');
INSERT INTO public.auth_permission VALUES (266, 'Can change call', 67, 'change_call');
INSERT INTO public.auth_permission VALUES (267, 'Can delete call', 67, 'delete_call');
INSERT INTO public.auth_permission VALUES (268, 'Can view call', 67, 'view_call');
INSERT INTO public.auth_permission VALUES (269, 'Can add script step', 68, 'add_scriptstep');
INSERT INTO public.auth_permission VALUES (270, 'Can change script step', 68, 'change_scriptstep');
INSERT INTO public.auth_permission VALUES (271, 'Can delete script step', 68, 'delete_scriptstep');
INSERT INTO public.auth_permission VALUES (272, 'Can view script step', 68, 'view_scriptstep');
INSERT INTO public.auth_permission VALUES (273, 'Can add webhook', 69, 'add_webhook');
INSERT INTO public.auth_permission VALUES (274, 'Can change webhook', 69, 'change_webhook');
INSERT INTO public.auth_permission VALUES (275, 'Can delete webhook', 69, 'delete_webhook');
INSERT INTO public.auth_permission VALUES (276, 'Can view webhook', 69, 'view_webhook');
INSERT INTO public.auth_permission VALUES (277, 'Can add disabling', 70, 'add_disabling');
INSERT INTO public.auth_permission VALUES (278, 'Can change disabling', 70, 'change_disabling');
INSERT INTO public.auth_permission VALUES (279, 'Can delete disabling', 70, 'delete_disabling');
INSERT INTO public.auth_permission VALUES (280, 'Can view disabling', 70, 'view_disabling');
INSERT INTO public.auth_permission VALUES (281, 'Can add delivery', 71, 'add_delivery');
INSERT INTO public.auth_permission VALUES (282, 'Can change delivery', 71, 'change_delivery');
INSERT INTO public.auth_permission VALUES (283, 'Can delete delivery', 71, 'delete_delivery');
INSERT INTO public.auth_permission VALUES (284, 'Can view delivery', 71, 'view_delivery');
INSERT INTO public.auth_permission VALUES (285, 'Can add attempt', 72, 'add_attempt');
INSERT INTO public.auth_permission VALUES (286, 'Can change attempt', 72, 'change_attempt');
INSERT INTO public.auth_permission VALUES (287, 'Can delete attempt', 72, 'delete_attempt');
INSERT INTO public.auth_permission VALUES (288, 'Can view attempt', 72, 'view_attempt');
INSERT INTO public.auth_permission VALUES (289, 'Can add secret', 73, 'add_secret');
INSERT INTO public.auth_permission VALUES (290, 'Can change secret', 73, 'change_secret');
INSERT INTO public.auth_permission VALUES (291, 'Can delete secret', 73, 'delete_secret');
INSERT INTO public.auth_permission VALUES (292, 'Can view secret', 73, 'view_secret');
INSERT INTO public.auth_permission VALUES (293, 'Can add outside event', 74, 'add_outsideevent');
INSERT INTO public.auth_permission VALUES (294, 'Can change outside event', 74, 'change_outsideevent');
INSERT INTO public.auth_permission VALUES (295, 'Can delete outside event', 74, 'delete_outsideevent');
INSERT INTO public.auth_permission VALUES (296, 'Can view outside event', 74, 'view_outsideevent');
INSERT INTO public.auth_permission VALUES (297, 'Can add case', 75, 'add_case');
INSERT INTO public.auth_permission VALUES (298, 'Can change case', 75, 'change_case');
INSERT INTO public.auth_permission VALUES (299, 'Can delete case', 75, 'delete_case');
INSERT INTO public.auth_permission VALUES (300, 'Can view case', 75, 'view_case');
INSERT INTO public.auth_permission VALUES (301, 'Can add case message', 76, 'add_casemessage');
INSERT INTO public.auth_permission VALUES (302, 'Can change case message', 76, 'change_casemessage');
INSERT INTO public.auth_permission VALUES (303, 'Can delete case message', 76, 'delete_casemessage');
INSERT INTO public.auth_permission VALUES (304, 'Can view case message', 76, 'view_casemessage');
INSERT INTO public.auth_permission VALUES (305, 'Can add closure', 77, 'add_closure');
INSERT INTO public.auth_permission VALUES (306, 'Can change closure', 77, 'change_closure');
INSERT INTO public.auth_permission VALUES (307, 'Can delete closure', 77, 'delete_closure');
INSERT INTO public.auth_permission VALUES (308, 'Can view closure', 77, 'view_closure');
INSERT INTO public.auth_permission VALUES (309, 'Can add grading', 78, 'add_grading');
INSERT INTO public.auth_permission VALUES (310, 'Can change grading', 78, 'change_grading');
INSERT INTO public.auth_permission VALUES (311, 'Can delete grading', 78, 'delete_grading');
INSERT INTO public.auth_permission VALUES (312, 'Can view grading', 78, 'view_grading');
INSERT INTO public.auth_permission VALUES (313, 'Can add reopening', 79, 'add_reopening');
INSERT INTO public.auth_permission VALUES (314, 'Can change reopening', 79, 'change_reopening');
INSERT INTO public.auth_permission VALUES (315, 'Can delete reopening', 79, 'delete_reopening');
INSERT INTO public.auth_permission VALUES (316, 'Can view reopening', 79, 'view_reopening');
INSERT INTO public.auth_permission VALUES (317, 'Can add set aside', 80, 'add_setaside');
INSERT INTO public.auth_permission VALUES (318, 'Can change set aside', 80, 'change_setaside');
INSERT INTO public.auth_permission VALUES (319, 'Can delete set aside', 80, 'delete_setaside');
INSERT INTO public.auth_permission VALUES (320, 'Can view set aside', 80, 'view_setaside');
INSERT INTO public.auth_permission VALUES (321, 'Can add promise', 81, 'add_promise');
INSERT INTO public.auth_permission VALUES (322, 'Can change promise', 81, 'change_promise');
INSERT INTO public.auth_permission VALUES (323, 'Can delete promise', 81, 'delete_promise');
INSERT INTO public.auth_permission VALUES (324, 'Can view promise', 81, 'view_promise');
INSERT INTO public.auth_permission VALUES (325, 'Can add pause', 82, 'add_pause');
INSERT INTO public.auth_permission VALUES (326, 'Can change pause', 82, 'change_pause');
INSERT INTO public.auth_permission VALUES (327, 'Can delete pause', 82, 'delete_pause');
INSERT INTO public.auth_permission VALUES (328, 'Can view pause', 82, 'view_pause');
INSERT INTO public.auth_permission VALUES (329, 'Can add breach', 83, 'add_breach');
INSERT INTO public.auth_permission VALUES (330, 'Can change breach', 83, 'change_breach');
INSERT INTO public.auth_permission VALUES (331, 'Can delete breach', 83, 'delete_breach');
INSERT INTO public.auth_permission VALUES (332, 'Can view breach', 83, 'view_breach');
INSERT INTO public.auth_permission VALUES (333, 'Can add acknowledgement', 84, 'add_acknowledgement');
INSERT INTO public.auth_permission VALUES (334, 'Can change acknowledgement', 84, 'change_acknowledgement');
INSERT INTO public.auth_permission VALUES (335, 'Can delete acknowledgement', 84, 'delete_acknowledgement');
INSERT INTO public.auth_permission VALUES (336, 'Can view acknowledgement', 84, 'view_acknowledgement');
INSERT INTO public.auth_permission VALUES (337, 'Can add feed', 85, 'add_feed');
INSERT INTO public.auth_permission VALUES (338, 'Can change feed', 85, 'change_feed');
INSERT INTO public.auth_permission VALUES (339, 'Can delete feed', 85, 'delete_feed');
INSERT INTO public.auth_permission VALUES (340, 'Can view feed', 85, 'view_feed');
INSERT INTO public.auth_permission VALUES (341, 'Can add almanac', 86, 'add_almanac');
INSERT INTO public.auth_permission VALUES (342, 'Can change almanac', 86, 'change_almanac');
INSERT INTO public.auth_permission VALUES (343, 'Can delete almanac', 86, 'delete_almanac');
INSERT INTO public.auth_permission VALUES (344, 'Can view almanac', 86, 'view_almanac');
INSERT INTO public.auth_permission VALUES (345, 'Can add handover', 87, 'add_handover');
INSERT INTO public.auth_permission VALUES (346, 'Can change handover', 87, 'change_handover');
INSERT INTO public.auth_permission VALUES (347, 'Can delete handover', 87, 'delete_handover');
INSERT INTO public.auth_permission VALUES (348, 'Can view handover', 87, 'view_handover');
INSERT INTO public.auth_permission VALUES (349, 'Can add notice', 88, 'add_notice');
INSERT INTO public.auth_permission VALUES (350, 'Can change notice', 88, 'change_notice');
INSERT INTO public.auth_permission VALUES (351, 'Can delete notice', 88, 'delete_notice');
INSERT INTO public.auth_permission VALUES (352, 'Can view notice', 88, 'view_notice');
INSERT INTO public.auth_permission VALUES (353, 'Can add review', 89, 'add_review');
INSERT INTO public.auth_permission VALUES (354, 'Can change review', 89, 'change_review');
INSERT INTO public.auth_permission VALUES (355, 'Can delete review', 89, 'delete_review');
INSERT INTO public.auth_permission VALUES (356, 'Can view review', 89, 'view_review');
INSERT INTO public.auth_permission VALUES (357, 'Can add trying', 90, 'add_trying');
INSERT INTO public.auth_permission VALUES (358, 'Can change trying', 90, 'change_trying');
INSERT INTO public.auth_permission VALUES (359, 'Can delete trying', 90, 'delete_trying');
INSERT INTO public.auth_permission VALUES (360, 'Can view trying', 90, 'view_trying');
INSERT INTO public.auth_permission VALUES (361, 'Can add draft', 91, 'add_draft');
INSERT INTO public.auth_permission VALUES (362, 'Can change draft', 91, 'change_draft');
INSERT INTO public.auth_permission VALUES (363, 'Can delete draft', 91, 'delete_draft');
INSERT INTO public.auth_permission VALUES (364, 'Can view draft', 91, 'view_draft');
INSERT INTO public.auth_permission VALUES (365, 'Can add note', 92, 'add_note');
INSERT INTO public.auth_permission VALUES (366, 'Can change note', 92, 'change_note');
INSERT INTO public.auth_permission VALUES (367, 'Can delete note', 92, 'delete_note');
INSERT INTO public.auth_permission VALUES (368, 'Can view note', 92, 'view_note');
INSERT INTO public.auth_permission VALUES (369, 'Can add alarm', 93, 'add_alarm');
INSERT INTO public.auth_permission VALUES (370, 'Can change alarm', 93, 'change_alarm');
INSERT INTO public.auth_permission VALUES (371, 'Can delete alarm', 93, 'delete_alarm');
INSERT INTO public.auth_permission VALUES (372, 'Can view alarm', 93, 'view_alarm');
INSERT INTO public.auth_permission VALUES (373, 'Can add overrun', 94, 'add_overrun');
INSERT INTO public.auth_permission VALUES (374, 'Can change overrun', 94, 'change_overrun');
INSERT INTO public.auth_permission VALUES (375, 'Can delete overrun', 94, 'delete_overrun');
INSERT INTO public.auth_permission VALUES (376, 'Can view overrun', 94, 'view_overrun');
INSERT INTO public.auth_permission VALUES (377, 'Can add telling', 95, 'add_telling');
INSERT INTO public.auth_permission VALUES (378, 'Can change telling', 95, 'change_telling');
INSERT INTO public.auth_permission VALUES (379, 'Can delete telling', 95, 'delete_telling');
INSERT INTO public.auth_permission VALUES (380, 'Can view telling', 95, 'view_telling');
INSERT INTO public.auth_permission VALUES (381, 'Can add wait', 96, 'add_wait');
INSERT INTO public.auth_permission VALUES (382, 'Can change wait', 96, 'change_wait');
INSERT INTO public.auth_permission VALUES (383, 'Can delete wait', 96, 'delete_wait');
INSERT INTO public.auth_permission VALUES (384, 'Can view wait', 96, 'view_wait');
INSERT INTO public.auth_permission VALUES (385, 'Can add placement', 97, 'add_placement');
INSERT INTO public.auth_permission VALUES (386, 'Can change placement', 97, 'change_placement');
INSERT INTO public.auth_permission VALUES (387, 'Can delete placement', 97, 'delete_placement');
INSERT INTO public.auth_permission VALUES (388, 'Can view placement', 97, 'view_placement');
INSERT INTO public.auth_permission VALUES (389, 'Can add award', 98, 'add_award');
INSERT INTO public.auth_permission VALUES (390, 'Can change award', 98, 'change_award');
INSERT INTO public.auth_permission VALUES (391, 'Can delete award', 98, 'delete_award');
INSERT INTO public.auth_permission VALUES (392, 'Can view award', 98, 'view_award');
INSERT INTO public.auth_permission VALUES (393, 'Can add approval', 99, 'add_approval');
INSERT INTO public.auth_permission VALUES (394, 'Can change approval', 99, 'change_approval');
INSERT INTO public.auth_permission VALUES (395, 'Can delete approval', 99, 'delete_approval');
INSERT INTO public.auth_permission VALUES (396, 'Can view approval', 99, 'view_approval');
INSERT INTO public.auth_permission VALUES (397, 'Can add apology', 100, 'add_apology');
INSERT INTO public.auth_permission VALUES (398, 'Can change apology', 100, 'change_apology');
INSERT INTO public.auth_permission VALUES (399, 'Can delete apology', 100, 'delete_apology');
INSERT INTO public.auth_permission VALUES (400, 'Can view apology', 100, 'view_apology');
INSERT INTO public.auth_permission VALUES (401, 'Can add reversal', 101, 'add_reversal');
INSERT INTO public.auth_permission VALUES (402, 'Can change reversal', 101, 'change_reversal');
INSERT INTO public.auth_permission VALUES (403, 'Can delete reversal', 101, 'delete_reversal');
INSERT INTO public.auth_permission VALUES (404, 'Can view reversal', 101, 'view_reversal');
INSERT INTO public.auth_permission VALUES (405, 'Can add budget', 102, 'add_budget');
INSERT INTO public.auth_permission VALUES (406, 'Can change budget', 102, 'change_budget');
INSERT INTO public.auth_permission VALUES (407, 'Can delete budget', 102, 'delete_budget');
INSERT INTO public.auth_permission VALUES (408, 'Can view budget', 102, 'view_budget');
INSERT INTO public.auth_permission VALUES (409, 'Can add deputy', 103, 'add_deputy');
INSERT INTO public.auth_permission VALUES (410, 'Can change deputy', 103, 'change_deputy');
INSERT INTO public.auth_permission VALUES (411, 'Can delete deputy', 103, 'delete_deputy');
INSERT INTO public.auth_permission VALUES (412, 'Can view deputy', 103, 'view_deputy');
INSERT INTO public.auth_permission VALUES (413, 'Can add escalation', 104, 'add_escalation');
INSERT INTO public.auth_permission VALUES (414, 'Can change escalation', 104, 'change_escalation');
INSERT INTO public.auth_permission VALUES (415, 'Can delete escalation', 104, 'delete_escalation');
INSERT INTO public.auth_permission VALUES (416, 'Can view escalation', 104, 'view_escalation');
INSERT INTO public.auth_permission VALUES (417, 'Can add signal', 105, 'add_signal');
INSERT INTO public.auth_permission VALUES (418, 'Can change signal', 105, 'change_signal');
INSERT INTO public.auth_permission VALUES (419, 'Can delete signal', 105, 'delete_signal');
INSERT INTO public.auth_permission VALUES (420, 'Can view signal', 105, 'view_signal');
INSERT INTO public.auth_permission VALUES (421, 'Can add problem', 106, 'add_problem');
INSERT INTO public.auth_permission VALUES (422, 'Can change problem', 106, 'change_problem');
INSERT INTO public.auth_permission VALUES (423, 'Can delete problem', 106, 'delete_problem');
INSERT INTO public.auth_permission VALUES (424, 'Can view problem', 106, 'view_problem');
INSERT INTO public.auth_permission VALUES (425, 'Can add correction', 107, 'add_correction');
INSERT INTO public.auth_permission VALUES (426, 'Can change correction', 107, 'change_correction');
INSERT INTO public.auth_permission VALUES (427, 'Can delete correction', 107, 'delete_correction');
INSERT INTO public.auth_permission VALUES (428, 'Can view correction', 107, 'view_correction');
INSERT INTO public.auth_permission VALUES (429, 'Can add complaint', 108, 'add_complaint');
INSERT INTO public.auth_permission VALUES (430, 'Can change complaint', 108, 'change_complaint');
INSERT INTO public.auth_permission VALUES (431, 'Can delete complaint', 108, 'delete_complaint');
INSERT INTO public.auth_permission VALUES (432, 'Can view complaint', 108, 'view_complaint');
INSERT INTO public.auth_permission VALUES (433, 'Can add proof', 109, 'add_proof');
INSERT INTO public.auth_permission VALUES (434, 'Can change proof', 109, 'change_proof');
INSERT INTO public.auth_permission VALUES (435, 'Can delete proof', 109, 'delete_proof');
INSERT INTO public.auth_permission VALUES (436, 'Can view proof', 109, 'view_proof');
INSERT INTO public.auth_permission VALUES (437, 'Can add safety report', 110, 'add_safetyreport');
INSERT INTO public.auth_permission VALUES (438, 'Can change safety report', 110, 'change_safetyreport');
INSERT INTO public.auth_permission VALUES (439, 'Can delete safety report', 110, 'delete_safetyreport');
INSERT INTO public.auth_permission VALUES (440, 'Can view safety report', 110, 'view_safetyreport');
INSERT INTO public.auth_permission VALUES (441, 'Can add safety answer', 111, 'add_safetyanswer');
INSERT INTO public.auth_permission VALUES (442, 'Can change safety answer', 111, 'change_safetyanswer');
INSERT INTO public.auth_permission VALUES (443, 'Can delete safety answer', 111, 'delete_safetyanswer');
INSERT INTO public.auth_permission VALUES (444, 'Can view safety answer', 111, 'view_safetyanswer');
INSERT INTO public.auth_permission VALUES (445, 'Can add alarm', 112, 'add_alarm');
INSERT INTO public.auth_permission VALUES (446, 'Can change alarm', 112, 'change_alarm');
INSERT INTO public.auth_permission VALUES (447, 'Can delete alarm', 112, 'delete_alarm');
INSERT INTO public.auth_permission VALUES (448, 'Can view alarm', 112, 'view_alarm');
INSERT INTO public.auth_permission VALUES (449, 'Can add seal', 113, 'add_seal');
INSERT INTO public.auth_permission VALUES (450, 'Can change seal', 113, 'change_seal');
INSERT INTO public.auth_permission VALUES (451, 'Can delete seal', 113, 'delete_seal');
INSERT INTO public.auth_permission VALUES (452, 'Can view seal', 113, 'view_seal');
INSERT INTO public.auth_permission VALUES (453, 'Can add solution', 114, 'add_solution');
INSERT INTO public.auth_permission VALUES (454, 'Can change solution', 114, 'change_solution');
INSERT INTO public.auth_permission VALUES (455, 'Can delete solution', 114, 'delete_solution');
INSERT INTO public.auth_permission VALUES (456, 'Can view solution', 114, 'view_solution');
INSERT INTO public.auth_permission VALUES (457, 'Can add statutory clock', 115, 'add_statutoryclock');
INSERT INTO public.auth_permission VALUES (458, 'Can change statutory clock', 115, 'change_statutoryclock');
INSERT INTO public.auth_permission VALUES (459, 'Can delete statutory clock', 115, 'delete_statutoryclock');
INSERT INTO public.auth_permission VALUES (460, 'Can view statutory clock', 115, 'view_statutoryclock');
INSERT INTO public.auth_permission VALUES (461, 'Can add step', 116, 'add_step');
INSERT INTO public.auth_permission VALUES (462, 'Can change step', 116, 'change_step');
INSERT INTO public.auth_permission VALUES (463, 'Can delete step', 116, 'delete_step');
INSERT INTO public.auth_permission VALUES (464, 'Can view step', 116, 'view_step');
INSERT INTO public.auth_permission VALUES (465, 'Can add evidence', 117, 'add_evidence');
INSERT INTO public.auth_permission VALUES (466, 'Can change evidence', 117, 'change_evidence');
INSERT INTO public.auth_permission VALUES (467, 'Can delete evidence', 117, 'delete_evidence');
INSERT INTO public.auth_permission VALUES (468, 'Can view evidence', 117, 'view_evidence');
INSERT INTO public.auth_permission VALUES (469, 'Can add cause', 118, 'add_cause');
INSERT INTO public.auth_permission VALUES (470, 'Can change cause', 118, 'change_cause');
INSERT INTO public.auth_permission VALUES (471, 'Can delete cause', 118, 'delete_cause');
INSERT INTO public.auth_permission VALUES (472, 'Can view cause', 118, 'view_cause');
INSERT INTO public.auth_permission VALUES (473, 'Can add guarantee', 119, 'add_guarantee');
INSERT INTO public.auth_permission VALUES (474, 'Can change guarantee', 119, 'change_guarantee');
INSERT INTO public.auth_permission VALUES (475, 'Can delete guarantee', 119, 'delete_guarantee');
INSERT INTO public.auth_permission VALUES (476, 'Can view guarantee', 119, 'view_guarantee');
INSERT INTO public.auth_permission VALUES (477, 'Can add evidence', 120, 'add_evidence');
INSERT INTO public.auth_permission VALUES (478, 'Can change evidence', 120, 'change_evidence');
INSERT INTO public.auth_permission VALUES (479, 'Can delete evidence', 120, 'delete_evidence');
INSERT INTO public.auth_permission VALUES (480, 'Can view evidence', 120, 'view_evidence');
INSERT INTO public.auth_permission VALUES (481, 'Can add letter', 121, 'add_letter');
INSERT INTO public.auth_permission VALUES (482, 'Can change letter', 121, 'change_letter');
INSERT INTO public.auth_permission VALUES (483, 'Can delete letter', 121, 'delete_letter');
INSERT INTO public.auth_permission VALUES (484, 'Can view letter', 121, 'view_letter');
INSERT INTO public.auth_permission VALUES (485, 'Can add return', 122, 'add_return');
INSERT INTO public.auth_permission VALUES (486, 'Can change return', 122, 'change_return');
INSERT INTO public.auth_permission VALUES (487, 'Can delete return', 122, 'delete_return');
INSERT INTO public.auth_permission VALUES (488, 'Can view return', 122, 'view_return');
INSERT INTO public.auth_permission VALUES (489, 'Can add version', 123, 'add_version');
INSERT INTO public.auth_permission VALUES (490, 'Can change version', 123, 'change_version');
INSERT INTO public.auth_permission VALUES (491, 'Can delete version', 123, 'delete_version');
INSERT INTO public.auth_permission VALUES (492, 'Can view version', 123, 'view_version');
INSERT INTO public.auth_permission VALUES (493, 'Can add call back', 124, 'add_callback');
INSERT INTO public.auth_permission VALUES (494, 'Can change call back', 124, 'change_callback');
INSERT INTO public.auth_permission VALUES (495, 'Can delete call back', 124, 'delete_callback');
INSERT INTO public.auth_permission VALUES (496, 'Can view call back', 124, 'view_callback');
INSERT INTO public.auth_permission VALUES (497, 'Can add attempt', 125, 'add_attempt');
INSERT INTO public.auth_permission VALUES (498, 'Can change attempt', 125, 'change_attempt');
INSERT INTO public.auth_permission VALUES (499, 'Can delete attempt', 125, 'delete_attempt');
INSERT INTO public.auth_permission VALUES (500, 'Can view attempt', 125, 'view_attempt');
INSERT INTO public.auth_permission VALUES (501, 'Can add follow up', 126, 'add_followup');
INSERT INTO public.auth_permission VALUES (502, 'Can change follow up', 126, 'change_followup');
INSERT INTO public.auth_permission VALUES (503, 'Can delete follow up', 126, 'delete_followup');
INSERT INTO public.auth_permission VALUES (504, 'Can view follow up', 126, 'view_followup');
INSERT INTO public.auth_permission VALUES (505, 'Can add rebound', 127, 'add_rebound');
INSERT INTO public.auth_permission VALUES (506, 'Can change rebound', 127, 'change_rebound');
INSERT INTO public.auth_permission VALUES (507, 'Can delete rebound', 127, 'delete_rebound');
INSERT INTO public.auth_permission VALUES (508, 'Can view rebound', 127, 'view_rebound');
INSERT INTO public.auth_permission VALUES (509, 'Can add plan', 128, 'add_plan');
INSERT INTO public.auth_permission VALUES (510, 'Can change plan', 128, 'change_plan');
INSERT INTO public.auth_permission VALUES (511, 'Can delete plan', 128, 'delete_plan');
INSERT INTO public.auth_permission VALUES (512, 'Can view plan', 128, 'view_plan');
INSERT INTO public.auth_permission VALUES (513, 'Can add review reply', 129, 'add_reviewreply');
INSERT INTO public.auth_permission VALUES (514, 'Can change review reply', 129, 'change_reviewreply');
INSERT INTO public.auth_permission VALUES (515, 'Can delete review reply', 129, 'delete_reviewreply');
INSERT INTO public.auth_permission VALUES (516, 'Can view review reply', 129, 'view_reviewreply');
INSERT INTO public.auth_permission VALUES (517, 'Can add lexicon', 130, 'add_lexicon');
INSERT INTO public.auth_permission VALUES (518, 'Can change lexicon', 130, 'change_lexicon');
INSERT INTO public.auth_permission VALUES (519, 'Can delete lexicon', 130, 'delete_lexicon');
INSERT INTO public.auth_permission VALUES (520, 'Can view lexicon', 130, 'view_lexicon');
INSERT INTO public.auth_permission VALUES (521, 'Can add topic', 131, 'add_topic');
INSERT INTO public.auth_permission VALUES (522, 'Can change topic', 131, 'change_topic');
INSERT INTO public.auth_permission VALUES (523, 'Can delete topic', 131, 'delete_topic');
INSERT INTO public.auth_permission VALUES (524, 'Can view topic', 131, 'view_topic');
INSERT INTO public.auth_permission VALUES (525, 'Can add label', 132, 'add_label');
INSERT INTO public.auth_permission VALUES (526, 'Can change label', 132, 'change_label');
INSERT INTO public.auth_permission VALUES (527, 'Can delete label', 132, 'delete_label');
INSERT INTO public.auth_permission VALUES (528, 'Can view label', 132, 'view_label');
INSERT INTO public.auth_permission VALUES (529, 'Can add correction', 133, 'add_correction');
INSERT INTO public.auth_permission VALUES (530, 'Can change correction', 133, 'change_correction');
INSERT INTO public.auth_permission VALUES (531, 'Can delete correction', 133, 'delete_correction');
INSERT INTO public.auth_permission VALUES (532, 'Can view correction', 133, 'view_correction');
INSERT INTO public.auth_permission VALUES (533, 'Can add bounds', 134, 'add_bounds');
INSERT INTO public.auth_permission VALUES (534, 'Can change bounds', 134, 'change_bounds');
INSERT INTO public.auth_permission VALUES (535, 'Can delete bounds', 134, 'delete_bounds');
INSERT INTO public.auth_permission VALUES (536, 'Can view bounds', 134, 'view_bounds');
INSERT INTO public.auth_permission VALUES (537, 'Can add compiled', 135, 'add_compiled');
INSERT INTO public.auth_permission VALUES (538, 'Can change compiled', 135, 'change_compiled');
INSERT INTO public.auth_permission VALUES (539, 'Can delete compiled', 135, 'delete_compiled');
INSERT INTO public.auth_permission VALUES (540, 'Can view compiled', 135, 'view_compiled');
INSERT INTO public.auth_permission VALUES (541, 'Can add hotspot', 136, 'add_hotspot');
INSERT INTO public.auth_permission VALUES (542, 'Can change hotspot', 136, 'change_hotspot');
INSERT INTO public.auth_permission VALUES (543, 'Can delete hotspot', 136, 'delete_hotspot');
INSERT INTO public.auth_permission VALUES (544, 'Can view hotspot', 136, 'view_hotspot');
INSERT INTO public.auth_permission VALUES (545, 'Can add decision', 137, 'add_decision');
INSERT INTO public.auth_permission VALUES (546, 'Can change decision', 137, 'change_decision');
INSERT INTO public.auth_permission VALUES (547, 'Can delete decision', 137, 'delete_decision');
INSERT INTO public.auth_permission VALUES (548, 'Can view decision', 137, 'view_decision');
INSERT INTO public.auth_permission VALUES (549, 'Can add outreach', 138, 'add_outreach');
INSERT INTO public.auth_permission VALUES (550, 'Can change outreach', 138, 'change_outreach');
INSERT INTO public.auth_permission VALUES (551, 'Can delete outreach', 138, 'delete_outreach');
INSERT INTO public.auth_permission VALUES (552, 'Can view outreach', 138, 'view_outreach');
INSERT INTO public.auth_permission VALUES (553, 'Can add proposal', 139, 'add_proposal');
INSERT INTO public.auth_permission VALUES (554, 'Can change proposal', 139, 'change_proposal');
INSERT INTO public.auth_permission VALUES (555, 'Can delete proposal', 139, 'delete_proposal');
INSERT INTO public.auth_permission VALUES (556, 'Can view proposal', 139, 'view_proposal');
INSERT INTO public.auth_permission VALUES (557, 'Can add decision', 140, 'add_decision');
INSERT INTO public.auth_permission VALUES (558, 'Can change decision', 140, 'change_decision');
INSERT INTO public.auth_permission VALUES (559, 'Can delete decision', 140, 'delete_decision');
INSERT INTO public.auth_permission VALUES (560, 'Can view decision', 140, 'view_decision');
INSERT INTO public.auth_permission VALUES (561, 'Can add review', 141, 'add_review');
INSERT INTO public.auth_permission VALUES (562, 'Can change review', 141, 'change_review');
INSERT INTO public.auth_permission VALUES (563, 'Can delete review', 141, 'delete_review');
INSERT INTO public.auth_permission VALUES (564, 'Can view review', 141, 'view_review');
INSERT INTO public.auth_permission VALUES (565, 'Can add conclusion', 142, 'add_conclusion');
INSERT INTO public.auth_permission VALUES (566, 'Can change conclusion', 142, 'change_conclusion');
INSERT INTO public.auth_permission VALUES (567, 'Can delete conclusion', 142, 'delete_conclusion');
INSERT INTO public.auth_permission VALUES (568, 'Can view conclusion', 142, 'view_conclusion');
INSERT INTO public.auth_permission VALUES (569, 'Can add experiment', 143, 'add_experiment');
INSERT INTO public.auth_permission VALUES (570, 'Can change experiment', 143, 'change_experiment');
INSERT INTO public.auth_permission VALUES (571, 'Can delete experiment', 143, 'delete_experiment');
INSERT INTO public.auth_permission VALUES (572, 'Can view experiment', 143, 'view_experiment');
INSERT INTO public.auth_permission VALUES (573, 'Can add exposure', 144, 'add_exposure');
INSERT INTO public.auth_permission VALUES (574, 'Can change exposure', 144, 'change_exposure');
INSERT INTO public.auth_permission VALUES (575, 'Can delete exposure', 144, 'delete_exposure');
INSERT INTO public.auth_permission VALUES (576, 'Can view exposure', 144, 'view_exposure');
INSERT INTO public.auth_permission VALUES (577, 'Can add ledger check', 145, 'add_ledgercheck');
INSERT INTO public.auth_permission VALUES (578, 'Can change ledger check', 145, 'change_ledgercheck');
INSERT INTO public.auth_permission VALUES (579, 'Can delete ledger check', 145, 'delete_ledgercheck');
INSERT INTO public.auth_permission VALUES (580, 'Can view ledger check', 145, 'view_ledgercheck');
INSERT INTO public.auth_permission VALUES (581, 'Can add seeding', 146, 'add_seeding');
INSERT INTO public.auth_permission VALUES (582, 'Can change seeding', 146, 'change_seeding');
INSERT INTO public.auth_permission VALUES (583, 'Can delete seeding', 146, 'delete_seeding');
INSERT INTO public.auth_permission VALUES (584, 'Can view seeding', 146, 'view_seeding');


--
-- Data for Name: cases_case; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_casemessage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_closure; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_grading; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_reopening; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_setaside; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_accesstoken; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_arrival; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_attachment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_channel; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_delivery; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_feed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_mailboxstate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_message; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_nonce; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: channels_scan; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_apology; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_approval; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_award; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_budget; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_deputy; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_escalation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_reversal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: compensation_signal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_alarm; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_cause; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_complaint; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_correction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_evidence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_problem; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_proof; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_safetyanswer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_safetyreport; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_seal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_solution; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_statutoryclock; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: complaints_step; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: conversations_draft; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: conversations_note; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: customers_consent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: customers_customer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: customers_identity; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: customers_merge; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: customers_trait; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: demo_seeding; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_content_type VALUES (1, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (3, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (4, 'sessions', 'session');
INSERT INTO public.django_content_type VALUES (5, 'account', 'emailaddress');
INSERT INTO public.django_content_type VALUES (6, 'account', 'emailconfirmation');
INSERT INTO public.django_content_type VALUES (7, 'mfa', 'authenticator');
INSERT INTO public.django_content_type VALUES (8, 'procrastinate', 'procrastinateevent');
INSERT INTO public.django_content_type VALUES (9, 'procrastinate', 'procrastinatejob');
INSERT INTO public.django_content_type VALUES (10, 'procrastinate', 'procrastinateperiodicdefer');
INSERT INTO public.django_content_type VALUES (11, 'procrastinate', 'procrastinateworker');
INSERT INTO public.django_content_type VALUES (12, 'jobs', 'clockstate');
INSERT INTO public.django_content_type VALUES (13, 'people', 'person');
INSERT INTO public.django_content_type VALUES (14, 'people', 'role');
INSERT INTO public.django_content_type VALUES (15, 'people', 'unit');
INSERT INTO public.django_content_type VALUES (16, 'people', 'team');
INSERT INTO public.django_content_type VALUES (17, 'people', 'key');
INSERT INTO public.django_content_type VALUES (18, 'people', 'membership');
INSERT INTO public.django_content_type VALUES (19, 'people', 'idempotentreply');
INSERT INTO public.django_content_type VALUES (20, 'people', 'skill');
INSERT INTO public.django_content_type VALUES (21, 'people', 'weeklyhours');
INSERT INTO public.django_content_type VALUES (22, 'people', 'absence');
INSERT INTO public.django_content_type VALUES (23, 'people', 'hoursofday');
INSERT INTO public.django_content_type VALUES (24, 'people', 'assessment');
INSERT INTO public.django_content_type VALUES (25, 'people', 'spokenlanguage');
INSERT INTO public.django_content_type VALUES (26, 'customers', 'trait');
INSERT INTO public.django_content_type VALUES (27, 'customers', 'customer');
INSERT INTO public.django_content_type VALUES (28, 'customers', 'consent');
INSERT INTO public.django_content_type VALUES (29, 'customers', 'identity');
INSERT INTO public.django_content_type VALUES (30, 'customers', 'merge');
INSERT INTO public.django_content_type VALUES (31, 'timeline', 'entry');
INSERT INTO public.django_content_type VALUES (32, 'policies', 'trial');
INSERT INTO public.django_content_type VALUES (33, 'policies', 'version');
INSERT INTO public.django_content_type VALUES (34, 'playbooks', 'playbook');
INSERT INTO public.django_content_type VALUES (35, 'playbooks', 'simulation');
INSERT INTO public.django_content_type VALUES (36, 'playbooks', 'version');
INSERT INTO public.django_content_type VALUES (37, 'playbooks', 'run');
INSERT INTO public.django_content_type VALUES (38, 'playbooks', 'day');
INSERT INTO public.django_content_type VALUES (39, 'playbooks', 'step');
INSERT INTO public.django_content_type VALUES (40, 'playbooks', 'switching');
INSERT INTO public.django_content_type VALUES (41, 'ledger', 'transaction');
INSERT INTO public.django_content_type VALUES (42, 'ledger', 'posting');
INSERT INTO public.django_content_type VALUES (43, 'ledger', 'signingkey');
INSERT INTO public.django_content_type VALUES (44, 'ledger', 'head');
INSERT INTO public.django_content_type VALUES (45, 'search', 'document');
INSERT INTO public.django_content_type VALUES (46, 'imports', 'run');
INSERT INTO public.django_content_type VALUES (47, 'imports', 'badrow');
INSERT INTO public.django_content_type VALUES (48, 'channels', 'channel');
INSERT INTO public.django_content_type VALUES (49, 'channels', 'message');
INSERT INTO public.django_content_type VALUES (50, 'channels', 'delivery');
INSERT INTO public.django_content_type VALUES (51, 'channels', 'attachment');
INSERT INTO public.django_content_type VALUES (52, 'channels', 'arrival');
INSERT INTO public.django_content_type VALUES (53, 'channels', 'accesstoken');
INSERT INTO public.django_content_type VALUES (54, 'channels', 'nonce');
INSERT INTO public.django_content_type VALUES (55, 'channels', 'mailboxstate');
INSERT INTO public.django_content_type VALUES (56, 'channels', 'scan');
INSERT INTO public.django_content_type VALUES (57, 'channels', 'feed');
INSERT INTO public.django_content_type VALUES (58, 'surveys', 'answer');
INSERT INTO public.django_content_type VALUES (59, 'surveys', 'change');
INSERT INTO public.django_content_type VALUES (60, 'surveys', 'formversion');
INSERT INTO public.django_content_type VALUES (61, 'surveys', 'invitation');
INSERT INTO public.django_content_type VALUES (62, 'surveys', 'refusedlink');
INSERT INTO public.django_content_type VALUES (63, 'surveys', 'withheld');
INSERT INTO public.django_content_type VALUES (64, 'feedback', 'feedback');
INSERT INTO public.django_content_type VALUES (65, 'orders', 'order');
INSERT INTO public.django_content_type VALUES (66, 'orders', 'line');
INSERT INTO public.django_content_type VALUES (67, 'phone', 'call');
INSERT INTO public.django_content_type VALUES (68, 'phone', 'scriptstep');
INSERT INTO public.django_content_type VALUES (69, 'webhooks', 'webhook');
INSERT INTO public.django_content_type VALUES (70, 'webhooks', 'disabling');
INSERT INTO public.django_content_type VALUES (71, 'webhooks', 'delivery');
INSERT INTO public.django_content_type VALUES (72, 'webhooks', 'attempt');
INSERT INTO public.django_content_type VALUES (73, 'webhooks', 'secret');
INSERT INTO public.django_content_type VALUES (74, 'outside', 'outsideevent');
INSERT INTO public.django_content_type VALUES (75, 'cases', 'case');
INSERT INTO public.django_content_type VALUES (76, 'cases', 'casemessage');
INSERT INTO public.django_content_type VALUES (77, 'cases', 'closure');
INSERT INTO public.django_content_type VALUES (78, 'cases', 'grading');
INSERT INTO public.django_content_type VALUES (79, 'cases', 'reopening');
INSERT INTO public.django_content_type VALUES (80, 'cases', 'setaside');
INSERT INTO public.django_content_type VALUES (81, 'promises', 'promise');
INSERT INTO public.django_content_type VALUES (82, 'promises', 'pause');
INSERT INTO public.django_content_type VALUES (83, 'promises', 'breach');
INSERT INTO public.django_content_type VALUES (84, 'promises', 'acknowledgement');
INSERT INTO public.django_content_type VALUES (85, 'promises', 'feed');
INSERT INTO public.django_content_type VALUES (86, 'promises', 'almanac');
INSERT INTO public.django_content_type VALUES (87, 'promises', 'handover');
INSERT INTO public.django_content_type VALUES (88, 'promises', 'notice');
INSERT INTO public.django_content_type VALUES (89, 'promises', 'review');
INSERT INTO public.django_content_type VALUES (90, 'promises', 'trying');
INSERT INTO public.django_content_type VALUES (91, 'conversations', 'draft');
INSERT INTO public.django_content_type VALUES (92, 'conversations', 'note');
INSERT INTO public.django_content_type VALUES (93, 'routing', 'alarm');
INSERT INTO public.django_content_type VALUES (94, 'routing', 'overrun');
INSERT INTO public.django_content_type VALUES (95, 'routing', 'telling');
INSERT INTO public.django_content_type VALUES (96, 'routing', 'wait');
INSERT INTO public.django_content_type VALUES (97, 'routing', 'placement');
INSERT INTO public.django_content_type VALUES (98, 'compensation', 'award');
INSERT INTO public.django_content_type VALUES (99, 'compensation', 'approval');
INSERT INTO public.django_content_type VALUES (100, 'compensation', 'apology');
INSERT INTO public.django_content_type VALUES (101, 'compensation', 'reversal');
INSERT INTO public.django_content_type VALUES (102, 'compensation', 'budget');
INSERT INTO public.django_content_type VALUES (103, 'compensation', 'deputy');
INSERT INTO public.django_content_type VALUES (104, 'compensation', 'escalation');
INSERT INTO public.django_content_type VALUES (105, 'compensation', 'signal');
INSERT INTO public.django_content_type VALUES (106, 'complaints', 'problem');
INSERT INTO public.django_content_type VALUES (107, 'complaints', 'correction');
INSERT INTO public.django_content_type VALUES (108, 'complaints', 'complaint');
INSERT INTO public.django_content_type VALUES (109, 'complaints', 'proof');
INSERT INTO public.django_content_type VALUES (110, 'complaints', 'safetyreport');
INSERT INTO public.django_content_type VALUES (111, 'complaints', 'safetyanswer');
INSERT INTO public.django_content_type VALUES (112, 'complaints', 'alarm');
INSERT INTO public.django_content_type VALUES (113, 'complaints', 'seal');
INSERT INTO public.django_content_type VALUES (114, 'complaints', 'solution');
INSERT INTO public.django_content_type VALUES (115, 'complaints', 'statutoryclock');
INSERT INTO public.django_content_type VALUES (116, 'complaints', 'step');
INSERT INTO public.django_content_type VALUES (117, 'complaints', 'evidence');
INSERT INTO public.django_content_type VALUES (118, 'complaints', 'cause');
INSERT INTO public.django_content_type VALUES (119, 'guarantees', 'guarantee');
INSERT INTO public.django_content_type VALUES (120, 'guarantees', 'evidence');
INSERT INTO public.django_content_type VALUES (121, 'guarantees', 'letter');
INSERT INTO public.django_content_type VALUES (122, 'guarantees', 'return');
INSERT INTO public.django_content_type VALUES (123, 'guarantees', 'version');
INSERT INTO public.django_content_type VALUES (124, 'followup', 'callback');
INSERT INTO public.django_content_type VALUES (125, 'followup', 'attempt');
INSERT INTO public.django_content_type VALUES (126, 'followup', 'followup');
INSERT INTO public.django_content_type VALUES (127, 'followup', 'rebound');
INSERT INTO public.django_content_type VALUES (128, 'followup', 'plan');
INSERT INTO public.django_content_type VALUES (129, 'followup', 'reviewreply');
INSERT INTO public.django_content_type VALUES (130, 'topics', 'lexicon');
INSERT INTO public.django_content_type VALUES (131, 'topics', 'topic');
INSERT INTO public.django_content_type VALUES (132, 'topics', 'label');
INSERT INTO public.django_content_type VALUES (133, 'topics', 'correction');
INSERT INTO public.django_content_type VALUES (134, 'value', 'bounds');
INSERT INTO public.django_content_type VALUES (135, 'metrics', 'compiled');
INSERT INTO public.django_content_type VALUES (136, 'hotspots', 'hotspot');
INSERT INTO public.django_content_type VALUES (137, 'hotspots', 'decision');
INSERT INTO public.django_content_type VALUES (138, 'outreach', 'outreach');
INSERT INTO public.django_content_type VALUES (139, 'proposals', 'proposal');
INSERT INTO public.django_content_type VALUES (140, 'proposals', 'decision');
INSERT INTO public.django_content_type VALUES (141, 'proposals', 'review');
INSERT INTO public.django_content_type VALUES (142, 'experiments', 'conclusion');
INSERT INTO public.django_content_type VALUES (143, 'experiments', 'experiment');
INSERT INTO public.django_content_type VALUES (144, 'experiments', 'exposure');
INSERT INTO public.django_content_type VALUES (145, 'audits', 'ledgercheck');
INSERT INTO public.django_content_type VALUES (146, 'demo', 'seeding');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_migrations VALUES (1, 'people', '0001_initial', '2026-11-22 21:43:51.698816+08');
INSERT INTO public.django_migrations VALUES (2, 'account', '0001_initial', '2026-11-22 21:43:51.723032+08');
INSERT INTO public.django_migrations VALUES (3, 'account', '0002_email_max_length', '2026-11-22 21:43:51.731851+08');
INSERT INTO public.django_migrations VALUES (4, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-22 21:43:51.746894+08');
INSERT INTO public.django_migrations VALUES (5, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-22 21:43:51.762137+08');
INSERT INTO public.django_migrations VALUES (6, 'account', '0005_emailaddress_idx_upper_email', '2026-11-22 21:43:51.776611+08');
INSERT INTO public.django_migrations VALUES (7, 'account', '0006_emailaddress_lower', '2026-11-22 21:43:51.789868+08');
INSERT INTO public.django_migrations VALUES (8, 'account', '0007_emailaddress_idx_email', '2026-11-22 21:43:51.804137+08');
INSERT INTO public.django_migrations VALUES (9, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-22 21:43:51.838568+08');
INSERT INTO public.django_migrations VALUES (10, 'account', '0009_emailaddress_unique_primary_email', '2026-11-22 21:43:51.847272+08');
INSERT INTO public.django_migrations VALUES (11, 'audits', '0001_initial', '2026-11-22 21:43:51.854081+08');
INSERT INTO public.django_migrations VALUES (12, 'contenttypes', '0001_initial', '2026-11-22 21:43:51.861811+08');
INSERT INTO public.django_migrations VALUES (13, 'contenttypes', '0002_remove_content_type_name', '2026-11-22 21:43:51.87646+08');
INSERT INTO public.django_migrations VALUES (14, 'auth', '0001_initial', '2026-11-22 21:43:51.904589+08');
INSERT INTO public.django_migrations VALUES (15, 'auth', '0002_alter_permission_name_max_length', '2026-11-22 21:43:51.91151+08');
INSERT INTO public.django_migrations VALUES (16, 'auth', '0003_alter_user_email_max_length', '2026-11-22 21:43:51.918215+08');
INSERT INTO public.django_migrations VALUES (17, 'auth', '0004_alter_user_username_opts', '2026-11-22 21:43:51.924833+08');
INSERT INTO public.django_migrations VALUES (18, 'auth', '0005_alter_user_last_login_null', '2026-11-22 21:43:51.931514+08');
INSERT INTO public.django_migrations VALUES (19, 'auth', '0006_require_contenttypes_0002', '2026-11-22 21:43:51.933137+08');
INSERT INTO public.django_migrations VALUES (20, 'auth', '0007_alter_validators_add_error_messages', '2026-11-22 21:43:51.93978+08');
INSERT INTO public.django_migrations VALUES (21, 'auth', '0008_alter_user_username_max_length', '2026-11-22 21:43:51.94914+08');
INSERT INTO public.django_migrations VALUES (22, 'auth', '0009_alter_user_last_name_max_length', '2026-11-22 21:43:51.955634+08');
INSERT INTO public.django_migrations VALUES (23, 'auth', '0010_alter_group_name_max_length', '2026-11-22 21:43:51.962803+08');
INSERT INTO public.django_migrations VALUES (24, 'auth', '0011_update_proxy_permissions', '2026-11-22 21:43:51.97587+08');
INSERT INTO public.django_migrations VALUES (25, 'auth', '0012_alter_user_first_name_max_length', '2026-11-22 21:43:51.982516+08');
INSERT INTO public.django_migrations VALUES (26, 'people', '0002_idempotentreply', '2026-11-22 21:43:51.990407+08');
INSERT INTO public.django_migrations VALUES (27, 'customers', '0001_initial', '2026-11-22 21:43:52.031278+08');
INSERT INTO public.django_migrations VALUES (28, 'timeline', '0001_initial', '2026-11-22 21:43:52.050554+08');
INSERT INTO public.django_migrations VALUES (29, 'customers', '0002_initial', '2026-11-22 21:43:52.262392+08');
INSERT INTO public.django_migrations VALUES (30, 'channels', '0001_initial', '2026-11-22 21:43:52.608012+08');
INSERT INTO public.django_migrations VALUES (31, 'cases', '0001_initial', '2026-11-22 21:43:53.161094+08');
INSERT INTO public.django_migrations VALUES (32, 'cases', '0002_views_of_a_unit', '2026-11-22 21:43:53.398415+08');
INSERT INTO public.django_migrations VALUES (33, 'timeline', '0002_notify', '2026-11-22 21:43:53.40159+08');
INSERT INTO public.django_migrations VALUES (34, 'channels', '0002_kinds_and_receipts', '2026-11-22 21:43:53.432804+08');
INSERT INTO public.django_migrations VALUES (35, 'channels', '0003_providers', '2026-11-22 21:43:53.492252+08');
INSERT INTO public.django_migrations VALUES (36, 'channels', '0004_mailboxstate', '2026-11-22 21:43:53.517696+08');
INSERT INTO public.django_migrations VALUES (37, 'channels', '0005_outbox_states', '2026-11-22 21:43:53.606252+08');
INSERT INTO public.django_migrations VALUES (38, 'channels', '0006_mended_arrivals', '2026-11-22 21:43:53.642701+08');
INSERT INTO public.django_migrations VALUES (39, 'channels', '0007_scan', '2026-11-22 21:43:53.648178+08');
INSERT INTO public.django_migrations VALUES (40, 'channels', '0008_parts_and_feeds', '2026-11-22 21:43:53.686495+08');
INSERT INTO public.django_migrations VALUES (41, 'channels', '0009_deliveries_leaving', '2026-11-22 21:43:53.697937+08');
INSERT INTO public.django_migrations VALUES (42, 'people', '0003_skills_and_hours', '2026-11-22 21:43:53.847426+08');
INSERT INTO public.django_migrations VALUES (43, 'customers', '0003_providers', '2026-11-22 21:43:53.856367+08');
INSERT INTO public.django_migrations VALUES (44, 'compensation', '0001_initial', '2026-11-22 21:43:54.472136+08');
INSERT INTO public.django_migrations VALUES (45, 'compensation', '0002_ranges_chains_budgets', '2026-11-22 21:43:55.489925+08');
INSERT INTO public.django_migrations VALUES (46, 'compensation', '0003_never_deleted', '2026-11-22 21:43:55.49354+08');
INSERT INTO public.django_migrations VALUES (47, 'compensation', '0004_signals', '2026-11-22 21:43:55.556904+08');
INSERT INTO public.django_migrations VALUES (48, 'complaints', '0001_initial', '2026-11-22 21:43:57.591846+08');
INSERT INTO public.django_migrations VALUES (49, 'complaints', '0002_locked', '2026-11-22 21:43:57.595062+08');
INSERT INTO public.django_migrations VALUES (50, 'conversations', '0001_initial', '2026-11-22 21:43:57.687079+08');
INSERT INTO public.django_migrations VALUES (51, 'demo', '0001_initial', '2026-11-22 21:43:57.692829+08');
INSERT INTO public.django_migrations VALUES (52, 'demo', '0002_seeding_waiting_at', '2026-11-22 21:43:57.697404+08');
INSERT INTO public.django_migrations VALUES (53, 'proposals', '0001_initial', '2026-11-22 21:43:58.219984+08');
INSERT INTO public.django_migrations VALUES (54, 'experiments', '0001_initial', '2026-11-22 21:43:58.233236+08');
INSERT INTO public.django_migrations VALUES (55, 'experiments', '0002_initial', '2026-11-22 21:43:58.968609+08');
INSERT INTO public.django_migrations VALUES (56, 'feedback', '0001_initial', '2026-11-22 21:43:59.042379+08');
INSERT INTO public.django_migrations VALUES (57, 'feedback', '0002_place', '2026-11-22 21:43:59.161508+08');
INSERT INTO public.django_migrations VALUES (58, 'followup', '0001_initial', '2026-11-22 21:43:59.69629+08');
INSERT INTO public.django_migrations VALUES (59, 'followup', '0002_follow_ups', '2026-11-22 21:43:59.79754+08');
INSERT INTO public.django_migrations VALUES (60, 'followup', '0003_rebounds_and_review_replies', '2026-11-22 21:44:00.858091+08');
INSERT INTO public.django_migrations VALUES (61, 'orders', '0001_initial', '2026-11-22 21:44:01.408454+08');
INSERT INTO public.django_migrations VALUES (62, 'guarantees', '0001_initial', '2026-11-22 21:44:02.206754+08');
INSERT INTO public.django_migrations VALUES (63, 'guarantees', '0002_locked', '2026-11-22 21:44:02.209528+08');
INSERT INTO public.django_migrations VALUES (64, 'hotspots', '0001_initial', '2026-11-22 21:44:02.503907+08');
INSERT INTO public.django_migrations VALUES (65, 'imports', '0001_initial', '2026-11-22 21:44:02.526047+08');
INSERT INTO public.django_migrations VALUES (66, 'jobs', '0001_initial', '2026-11-22 21:44:02.541217+08');
INSERT INTO public.django_migrations VALUES (67, 'ledger', '0001_initial', '2026-11-22 21:44:02.717339+08');
INSERT INTO public.django_migrations VALUES (68, 'ledger', '0002_append_only', '2026-11-22 21:44:02.720024+08');
INSERT INTO public.django_migrations VALUES (69, 'ledger', '0003_signed_heads', '2026-11-22 21:44:02.734878+08');
INSERT INTO public.django_migrations VALUES (70, 'ledger', '0004_heads_stay', '2026-11-22 21:44:02.737395+08');
INSERT INTO public.django_migrations VALUES (71, 'metrics', '0001_initial', '2026-11-22 21:44:02.742576+08');
INSERT INTO public.django_migrations VALUES (72, 'mfa', '0001_initial', '2026-11-22 21:44:02.815669+08');
INSERT INTO public.django_migrations VALUES (73, 'mfa', '0002_authenticator_timestamps', '2026-11-22 21:44:03.147271+08');
INSERT INTO public.django_migrations VALUES (74, 'mfa', '0003_authenticator_type_uniq', '2026-11-22 21:44:03.234902+08');
INSERT INTO public.django_migrations VALUES (75, 'outreach', '0001_initial', '2026-11-22 21:44:03.335411+08');
INSERT INTO public.django_migrations VALUES (76, 'outside', '0001_initial', '2026-11-22 21:44:03.41899+08');
INSERT INTO public.django_migrations VALUES (77, 'phone', '0001_initial', '2026-11-22 21:44:04.035224+08');
INSERT INTO public.django_migrations VALUES (78, 'playbooks', '0001_initial', '2026-11-22 21:44:05.318294+08');
INSERT INTO public.django_migrations VALUES (79, 'policies', '0001_initial', '2026-11-22 21:44:05.33476+08');
INSERT INTO public.django_migrations VALUES (80, 'procrastinate', '0001_initial', '2026-11-22 21:44:05.356572+08');
INSERT INTO public.django_migrations VALUES (81, 'procrastinate', '0002_drop_started_at_column', '2026-11-22 21:44:05.3617+08');
INSERT INTO public.django_migrations VALUES (82, 'procrastinate', '0003_drop_started_at_column', '2026-11-22 21:44:05.366162+08');
INSERT INTO public.django_migrations VALUES (83, 'procrastinate', '0004_drop_procrastinate_version_table', '2026-11-22 21:44:05.371413+08');
INSERT INTO public.django_migrations VALUES (84, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2026-11-22 21:44:05.378173+08');
INSERT INTO public.django_migrations VALUES (85, 'procrastinate', '0006_fix_trigger_status_events_insert', '2026-11-22 21:44:05.382869+08');
INSERT INTO public.django_migrations VALUES (86, 'procrastinate', '0007_add_queueing_lock_column', '2026-11-22 21:44:05.388172+08');
INSERT INTO public.django_migrations VALUES (87, 'procrastinate', '0008_close_fetch_job_race_condition', '2026-11-22 21:44:05.39379+08');
INSERT INTO public.django_migrations VALUES (88, 'procrastinate', '0009_add_defer_job_function', '2026-11-22 21:44:05.400649+08');
INSERT INTO public.django_migrations VALUES (89, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2026-11-22 21:44:05.408028+08');
INSERT INTO public.django_migrations VALUES (90, 'procrastinate', '0011_add_foreign_key_index', '2026-11-22 21:44:05.413294+08');
INSERT INTO public.django_migrations VALUES (91, 'procrastinate', '0012_add_locks_to_periodic_defer', '2026-11-22 21:44:05.419054+08');
INSERT INTO public.django_migrations VALUES (92, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2026-11-22 21:44:05.424643+08');
INSERT INTO public.django_migrations VALUES (93, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2026-11-22 21:44:05.428222+08');
INSERT INTO public.django_migrations VALUES (94, 'procrastinate', '0015_add_trigger_on_job_deletion', '2026-11-22 21:44:05.440995+08');
INSERT INTO public.django_migrations VALUES (95, 'procrastinate', '0016_delete_finished_jobs', '2026-11-22 21:44:05.444991+08');
INSERT INTO public.django_migrations VALUES (96, 'procrastinate', '0017_add_checks_to_finish_job', '2026-11-22 21:44:05.44847+08');
INSERT INTO public.django_migrations VALUES (97, 'procrastinate', '0018_add_checks_to_retry_job', '2026-11-22 21:44:05.451976+08');
INSERT INTO public.django_migrations VALUES (98, 'procrastinate', '0019_fix_finish_job_compat_issue', '2026-11-22 21:44:05.455581+08');
INSERT INTO public.django_migrations VALUES (99, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2026-11-22 21:44:05.459521+08');
INSERT INTO public.django_migrations VALUES (100, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2026-11-22 21:44:05.466024+08');
INSERT INTO public.django_migrations VALUES (101, 'procrastinate', '0022_null_locks_excluded', '2026-11-22 21:44:05.479302+08');
INSERT INTO public.django_migrations VALUES (102, 'procrastinate', '0023_remove_old_finish_job_function', '2026-11-22 21:44:05.495527+08');
INSERT INTO public.django_migrations VALUES (103, 'procrastinate', '0024_job_id_bigint', '2026-11-22 21:44:05.505877+08');
INSERT INTO public.django_migrations VALUES (104, 'procrastinate', '0025_add_models', '2026-11-22 21:44:05.519812+08');
INSERT INTO public.django_migrations VALUES (105, 'procrastinate', '0026_add_job_priority', '2026-11-22 21:44:05.531052+08');
INSERT INTO public.django_migrations VALUES (106, 'procrastinate', '0027_add_periodic_job_priority', '2026-11-22 21:44:05.535254+08');
INSERT INTO public.django_migrations VALUES (107, 'procrastinate', '0028_add_cancel_states', '2026-11-22 21:44:05.551562+08');
INSERT INTO public.django_migrations VALUES (108, 'procrastinate', '0029_add_additional_params_to_retry_job', '2026-11-22 21:44:05.555927+08');
INSERT INTO public.django_migrations VALUES (109, 'procrastinate', '0030_alter_procrastinateevent_options', '2026-11-22 21:44:05.562624+08');
INSERT INTO public.django_migrations VALUES (110, 'procrastinate', '0031_add_indexes_for_fetch_job', '2026-11-22 21:44:05.568245+08');
INSERT INTO public.django_migrations VALUES (111, 'procrastinate', '0032_pre_cancel_notification', '2026-11-22 21:44:05.581719+08');
INSERT INTO public.django_migrations VALUES (112, 'procrastinate', '0033_post_cancel_notification', '2026-11-22 21:44:05.600892+08');
INSERT INTO public.django_migrations VALUES (113, 'procrastinate', '0034_pre_add_heartbeat', '2026-11-22 21:44:05.638562+08');
INSERT INTO public.django_migrations VALUES (114, 'procrastinate', '0035_post_add_heartbeat', '2026-11-22 21:44:05.643013+08');
INSERT INTO public.django_migrations VALUES (115, 'procrastinate', '0036_add_worker_model', '2026-11-22 21:44:05.654265+08');
INSERT INTO public.django_migrations VALUES (116, 'procrastinate', '0037_pre_batch_defer_jobs', '2026-11-22 21:44:05.658819+08');
INSERT INTO public.django_migrations VALUES (117, 'procrastinate', '0038_post_batch_defer_jobs', '2026-11-22 21:44:05.662525+08');
INSERT INTO public.django_migrations VALUES (118, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2026-11-22 21:44:05.666461+08');
INSERT INTO public.django_migrations VALUES (119, 'procrastinate', '0040_pre_retry_failed_job', '2026-11-22 21:44:05.669565+08');
INSERT INTO public.django_migrations VALUES (120, 'procrastinate', '0041_post_retry_failed_job', '2026-11-22 21:44:05.67289+08');
INSERT INTO public.django_migrations VALUES (121, 'promises', '0001_initial', '2026-11-22 21:44:07.14105+08');
INSERT INTO public.django_migrations VALUES (122, 'promises', '0002_public_days', '2026-11-22 21:44:07.22052+08');
INSERT INTO public.django_migrations VALUES (123, 'promises', '0003_deadlines_of_more_kinds', '2026-11-22 21:44:08.971757+08');
INSERT INTO public.django_migrations VALUES (124, 'routing', '0001_queues_and_alarms', '2026-11-22 21:44:11.156799+08');
INSERT INTO public.django_migrations VALUES (125, 'search', '0001_initial', '2026-11-22 21:44:11.281567+08');
INSERT INTO public.django_migrations VALUES (126, 'sessions', '0001_initial', '2026-11-22 21:44:11.288926+08');
INSERT INTO public.django_migrations VALUES (127, 'surveys', '0001_initial', '2026-11-22 21:44:12.266183+08');
INSERT INTO public.django_migrations VALUES (128, 'topics', '0001_initial', '2026-11-22 21:44:12.80749+08');
INSERT INTO public.django_migrations VALUES (129, 'topics', '0002_starting_topics', '2026-11-22 21:44:12.930308+08');
INSERT INTO public.django_migrations VALUES (130, 'value', '0001_initial', '2026-11-22 21:44:12.937798+08');
INSERT INTO public.django_migrations VALUES (131, 'webhooks', '0001_initial', '2026-11-22 21:44:13.910012+08');
INSERT INTO public.django_migrations VALUES (132, 'webhooks', '0002_deliveries_in_the_announcement', '2026-11-22 21:44:13.918844+08');


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: experiments_conclusion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: experiments_experiment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: experiments_exposure; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: feedback_feedback; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: followup_attempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: followup_callback; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: followup_followup; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: followup_plan; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: followup_rebound; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: followup_reviewreply; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: guarantees_evidence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: guarantees_guarantee; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: guarantees_letter; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: guarantees_return; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: guarantees_version; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: hotspots_decision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: hotspots_hotspot; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: imports_badrow; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: imports_run; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: jobs_clockstate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_head; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_posting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_signingkey; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_transaction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: metrics_compiled; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: mfa_authenticator; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: orders_line; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: orders_order; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outreach_outreach; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outside_outsideevent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_absence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_assessment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_hoursofday; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_idempotentreply; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_key; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_membership; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_person; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_role; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.people_role VALUES ('01a20380-113e-7327-a67e-a5e0ce7f5e6d', 'agent', '客服', 'Agent', '["award.give", "award.read", "call.read", "call.write", "callback.make", "callback.read", "case.assign", "case.read", "case.reply", "case.resolve", "case.write", "complaint.handle", "complaint.read", "consent.note", "customer.read", "feedback.read", "guarantee.read", "label.correct", "message.read", "message.write", "metric.read", "note.write", "order.read", "outreach.make", "outreach.read", "people.read", "playbook.read", "playbook.run", "policy.read", "promise.keep", "promise.read", "queue.read", "return.ask", "review.write", "survey.read", "topic.read", "value.read"]', false);
INSERT INTO public.people_role VALUES ('01a20380-1141-741e-baa3-86d5622cbe99', 'lead', '客服主管', 'Team lead', '["award.give", "award.read", "call.read", "call.write", "callback.make", "callback.read", "case.assign", "case.read", "case.reply", "case.resolve", "case.write", "channel.manage", "channel.read", "compensation.approve", "complaint.handle", "complaint.read", "consent.note", "customer.merge", "customer.read", "experiment.read", "feedback.read", "feedback.write", "guarantee.read", "hotspot.read", "label.correct", "message.read", "message.write", "metric.read", "note.write", "order.read", "order.write", "outreach.make", "outreach.read", "people.plan", "people.read", "playbook.change", "playbook.read", "playbook.run", "policy.read", "problem.handle", "promise.keep", "promise.read", "promise.review", "promise.void", "proposal.draft", "proposal.read", "proposal.review", "queue.read", "return.ask", "review.approve", "review.write", "safety.answer", "safety.words", "survey.read", "topic.read", "value.read"]', false);
INSERT INTO public.people_role VALUES ('01a20380-1143-76a2-b817-8160ad3530ea', 'experience', '体验经理', 'Experience manager', '["abuse.judge", "abuse.read", "assurance.read", "award.give", "award.read", "award.reverse", "budget.exceed", "budget.set", "call.read", "callback.make", "callback.read", "case.read", "channel.read", "compensation.approve", "complaint.read", "customer.merge", "customer.read", "deputy.name", "event.read", "experiment.read", "experiment.run", "feedback.read", "feedback.write", "guarantee.publish", "guarantee.read", "guarantee.replay", "hotspot.decide", "hotspot.read", "import.run", "label.correct", "ledger.check", "message.read", "metric.read", "order.read", "outreach.make", "outreach.read", "people.read", "playbook.change", "playbook.read", "playbook.run", "policy.change", "policy.read", "problem.handle", "promise.keep", "promise.read", "promise.review", "promise.void", "proposal.decide", "proposal.draft", "proposal.read", "proposal.review", "queue.read", "return.ask", "review.approve", "review.write", "safety.answer", "safety.words", "survey.read", "topic.edit", "topic.read", "value.read"]', true);
INSERT INTO public.people_role VALUES ('01a20380-1145-73a2-ab0f-820f37c8830a', 'executive', '高管', 'Executive', '["abuse.judge", "abuse.read", "assurance.read", "award.read", "budget.exceed", "budget.set", "callback.read", "case.read", "compensation.approve", "complaint.read", "customer.read", "deputy.name", "experiment.read", "feedback.read", "guarantee.publish", "guarantee.read", "guarantee.replay", "hotspot.read", "message.read", "metric.read", "order.read", "outreach.read", "people.read", "playbook.read", "policy.read", "promise.read", "promise.review", "proposal.read", "proposal.review", "queue.read", "survey.read", "topic.read", "value.read"]', true);
INSERT INTO public.people_role VALUES ('01a20380-1147-7501-b765-324e8d207ade', 'auditor', '审计员', 'Auditor', '["abuse.read", "assurance.read", "award.read", "call.read", "callback.read", "case.read", "channel.read", "complaint.read", "customer.read", "event.read", "experiment.read", "feedback.read", "guarantee.read", "guarantee.replay", "hotspot.read", "ledger.check", "message.read", "metric.read", "order.read", "outreach.read", "people.read", "playbook.read", "policy.read", "promise.read", "proposal.read", "queue.read", "survey.read", "topic.read", "value.read", "webhook.read"]', true);
INSERT INTO public.people_role VALUES ('01a20380-1149-712e-9e83-6bf17963e53f', 'operator', '系统管理员', 'Operator', '["abuse.judge", "abuse.read", "assurance.read", "award.give", "award.read", "award.reverse", "budget.exceed", "budget.set", "call.read", "call.write", "callback.make", "callback.read", "case.assign", "case.read", "case.reply", "case.resolve", "case.write", "channel.manage", "channel.read", "compensation.approve", "complaint.handle", "complaint.read", "consent.note", "customer.merge", "customer.read", "deputy.name", "event.read", "event.write", "experiment.read", "experiment.run", "feedback.read", "feedback.write", "guarantee.publish", "guarantee.read", "guarantee.replay", "hotspot.decide", "hotspot.read", "import.run", "key.manage", "label.correct", "ledger.check", "message.read", "message.write", "metric.read", "note.write", "order.read", "order.write", "outreach.make", "outreach.read", "people.manage", "people.plan", "people.read", "playbook.change", "playbook.read", "playbook.run", "policy.change", "policy.read", "problem.handle", "promise.keep", "promise.read", "promise.review", "promise.void", "proposal.decide", "proposal.draft", "proposal.read", "proposal.review", "queue.read", "return.ask", "review.approve", "review.write", "safety.answer", "safety.words", "survey.read", "topic.edit", "topic.read", "value.read", "webhook.manage", "webhook.read"]', true);


--
-- Data for Name: people_skill; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_spokenlanguage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_team; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_unit; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_weeklyhours; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: phone_call; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: phone_scriptstep; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_day; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_playbook; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_run; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_simulation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_step; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_switching; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: playbooks_version; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: policies_trial; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: policies_version; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_events; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_jobs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_periodic_defers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_workers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_acknowledgement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_almanac; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_breach; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_feed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_handover; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_notice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_pause; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_promise; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_review; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises_trying; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: proposals_decision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: proposals_proposal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: proposals_review; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: routing_alarm; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: routing_overrun; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: routing_placement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: routing_telling; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: routing_wait; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: search_document; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: surveys_answer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: surveys_change; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: surveys_formversion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: surveys_invitation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: surveys_refusedlink; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: surveys_withheld; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: timeline_entry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: topics_correction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: topics_label; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: topics_lexicon; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.topics_lexicon VALUES ('01a20380-0b80-74b9-924e-87619698ab9e', 1, '{"food": {"eat": 1.0, "吃": 2.0, "味": 1.0, "喝": 2.0, "甜": 2.0, "酸": 2.0, "dish": 2.0, "food": 2.0, "meal": 3.0, "menu": 3.0, "drink": 2.0, "lunch": 3.0, "meals": 3.0, "tasty": 2.0, "buffet": 3.0, "coffee": 2.0, "dinner": 3.0, "dishes": 2.0, "上菜": 3.0, "午餐": 3.0, "厨师": 3.0, "咖啡": 2.0, "好吃": 2.0, "早餐": 3.0, "早饭": 3.0, "晚餐": 3.0, "水果": 2.0, "牛奶": 2.0, "用餐": 3.0, "菜单": 3.0, "菜品": 3.0, "送餐": 3.0, "难吃": 2.0, "食材": 2.0, "餐厅": 3.0, "饭菜": 3.0, "饮料": 2.0, "breakfast": 3.0, "delicious": 2.0, "自助餐": 3.0, "restaurant": 3.0, "room service": 3.0, "客房送餐": 3.0}, "room": {"bed": 2.0, "吵": 2.0, "床": 2.0, "脏": 2.0, "mold": 2.0, "room": 2.0, "stay": 1.0, "clean": 2.0, "dirty": 2.0, "mould": 2.0, "noise": 2.0, "noisy": 2.0, "quiet": 2.0, "rooms": 2.0, "smell": 2.0, "towel": 3.0, "pillow": 3.0, "sheets": 3.0, "shower": 3.0, "smells": 2.0, "toilet": 3.0, "towels": 3.0, "住宿": 1.0, "保洁": 3.0, "卫生": 3.0, "噪音": 1.0, "太吵": 2.0, "套房": 3.0, "安静": 1.0, "客房": 3.0, "宽敞": 1.0, "干净": 2.0, "床单": 3.0, "床垫": 3.0, "床铺": 3.0, "房间": 3.0, "打扫": 3.0, "拖鞋": 2.0, "整洁": 1.0, "枕头": 3.0, "标间": 3.0, "毛巾": 3.0, "洗漱": 2.0, "浴室": 3.0, "浴巾": 3.0, "淋浴": 3.0, "清洁": 3.0, "潮湿": 2.0, "烟味": 3.0, "牙刷": 2.0, "窗户": 2.0, "舒适": 1.0, "蟑螂": 3.0, "被子": 3.0, "隔音": 3.0, "霉味": 3.0, "马桶": 3.0, "stained": 2.0, "bathroom": 3.0, "bed bugs": 3.0, "mattress": 3.0, "spacious": 1.0, "cockroach": 3.0, "不干净": 2.0, "卫生间": 3.0, "双床房": 3.0, "大床房": 3.0, "头发丝": 3.0, "有味道": 2.0, "没睡好": 2.0, "睡不着": 2.0, "bed sheets": 3.0, "dirty room": 3.0, "soundproof": 3.0, "comfortable": 1.0, "smelly room": 3.0, "housekeeping": 3.0, "异味很大": 3.0, "room was dirty": 3.0}, "price": {"fee": 2.0, "pay": 3.0, "值": 1.0, "元": 2.0, "贵": 2.0, "钱": 2.0, "bill": 3.0, "cost": 2.0, "fees": 2.0, "cheap": 2.0, "money": 2.0, "price": 3.0, "total": 1.0, "value": 1.0, "charge": 2.0, "coupon": 3.0, "prices": 3.0, "专票": 3.0, "付款": 3.0, "价格": 3.0, "优惠": 2.0, "便宜": 2.0, "促销": 1.0, "划算": 2.0, "刷卡": 3.0, "发票": 3.0, "多扣": 3.0, "多收": 3.0, "太贵": 3.0, "实惠": 1.0, "差价": 3.0, "开票": 3.0, "扣款": 3.0, "扣费": 3.0, "折扣": 3.0, "支付": 3.0, "收据": 3.0, "收费": 3.0, "涨价": 3.0, "满减": 3.0, "账单": 3.0, "费用": 3.0, "降价": 3.0, "预付": 2.0, "billing": 3.0, "charged": 2.0, "invoice": 3.0, "payment": 3.0, "receipt": 3.0, "discount": 3.0, "expensive": 2.0, "乱收费": 3.0, "优惠券": 3.0, "开发票": 3.0, "活动价": 2.0, "预授权": 3.0, "hidden fee": 3.0, "hidden fees": 3.0, "overcharged": 3.0, "voucher code": 3.0, "支付失败": 3.0, "用不了券": 3.0, "重复扣款": 3.0, "charged twice": 3.0, "double charged": 3.0, "payment failed": 3.0}, "staff": {"rude": 3.0, "team": 1.0, "agent": 2.0, "staff": 3.0, "polite": 2.0, "waiter": 3.0, "专业": 2.0, "主动": 1.0, "人员": 1.0, "保安": 3.0, "傲慢": 3.0, "冷漠": 3.0, "前台": 3.0, "员工": 3.0, "周到": 2.0, "客服": 2.0, "导购": 3.0, "师傅": 2.0, "店员": 3.0, "微笑": 2.0, "态度": 3.0, "推卸": 3.0, "推诿": 3.0, "敷衍": 3.0, "服务": 2.0, "热情": 2.0, "礼貌": 2.0, "经理": 3.0, "耐心": 2.0, "贴心": 2.0, "道歉": 1.0, "骂人": 3.0, "helpful": 2.0, "manager": 3.0, "service": 2.0, "attitude": 3.0, "friendly": 2.0, "impolite": 3.0, "waitress": 3.0, "concierge": 2.0, "courteous": 2.0, "reception": 3.0, "不专业": 2.0, "不耐烦": 3.0, "服务员": 3.0, "服务好": 2.0, "服务差": 2.0, "没礼貌": 3.0, "营业员": 3.0, "踢皮球": 3.0, "front desk": 3.0, "unfriendly": 3.0, "receptionist": 3.0, "客服态度": 3.0, "工作人员": 3.0, "服务态度": 3.0, "爱理不理": 3.0, "unprofessional": 3.0}, "praise": {"棒": 1.0, "good": 1.0, "love": 2.0, "nice": 1.0, "great": 2.0, "thank": 2.0, "thanks": 2.0, "不错": 1.0, "值得": 2.0, "喜欢": 2.0, "好评": 2.0, "很好": 1.0, "感谢": 2.0, "推荐": 2.0, "满意": 2.0, "点赞": 3.0, "表扬": 3.0, "谢谢": 2.0, "amazing": 3.0, "perfect": 2.0, "excellent": 3.0, "fantastic": 3.0, "recommend": 2.0, "well done": 3.0, "wonderful": 3.0, "很满意": 2.0, "赞一个": 3.0, "compliment": 3.0, "下次还来": 2.0, "五星好评": 3.0, "十分满意": 3.0, "宾至如归": 3.0, "强烈推荐": 3.0, "感谢你们": 3.0, "特别感谢": 3.0, "还会再来": 2.0, "非常感谢": 3.0, "非常满意": 3.0, "thanks so much": 3.0, "highly recommend": 3.0, "thank you so much": 3.0}, "refund": {"赔": 2.0, "退": 2.0, "refund": 3.0, "return": 2.0, "价保": 3.0, "保价": 3.0, "售后": 2.0, "押金": 3.0, "换货": 3.0, "没退": 3.0, "补偿": 2.0, "补发": 1.0, "赔偿": 2.0, "返修": 2.0, "退回": 3.0, "退换": 3.0, "退款": 3.0, "退订": 1.0, "退货": 3.0, "退钱": 3.0, "deposit": 2.0, "refunds": 3.0, "replace": 1.0, "returns": 2.0, "exchange": 2.0, "refunded": 3.0, "returned": 3.0, "return it": 3.0, "不给退": 3.0, "不退款": 3.0, "换一个": 2.0, "未到账": 3.0, "没到账": 3.0, "申请退": 3.0, "退不了": 3.0, "退差价": 3.0, "退押金": 3.0, "退换货": 3.0, "chargeback": 3.0, "money back": 3.0, "exchange it": 3.0, "replacement": 3.0, "compensation": 2.0, "deposit back": 3.0, "return label": 3.0, "价格保护": 3.0, "还没到账": 3.0, "7天无理由": 3.0, "七天无理由": 3.0}, "safety": {"fire": 3.0, "hurt": 2.0, "burnt": 3.0, "smoke": 3.0, "theft": 3.0, "burned": 3.0, "injury": 3.0, "police": 3.0, "stolen": 3.0, "unsafe": 2.0, "中毒": 3.0, "偷拍": 3.0, "偷窃": 3.0, "冒烟": 3.0, "刺伤": 2.0, "割伤": 2.0, "医院": 3.0, "危险": 2.0, "受伤": 3.0, "呕吐": 3.0, "失窃": 3.0, "急诊": 3.0, "报警": 3.0, "摔倒": 3.0, "泄露": 3.0, "滑倒": 3.0, "漏电": 3.0, "烫伤": 3.0, "爆炸": 3.0, "着火": 3.0, "被偷": 3.0, "触电": 3.0, "起火": 3.0, "过敏": 3.0, "隐私": 3.0, "骚扰": 3.0, "allergy": 3.0, "injured": 3.0, "privacy": 3.0, "allergic": 3.0, "harassed": 3.0, "hospital": 3.0, "dangerous": 2.0, "data leak": 3.0, "拉肚子": 3.0, "起疹子": 3.0, "信息泄露": 3.0, "安全隐患": 2.0, "食物中毒": 3.0, "electric shock": 3.0, "food poisoning": 3.0}, "account": {"app": 3.0, "login": 3.0, "log in": 3.0, "member": 3.0, "mobile": 1.0, "points": 3.0, "会员": 3.0, "密码": 3.0, "权益": 2.0, "注册": 3.0, "注销": 3.0, "登录": 3.0, "登陆": 3.0, "积分": 3.0, "等级": 2.0, "绑定": 3.0, "网站": 2.0, "网页": 2.0, "解绑": 3.0, "账号": 3.0, "账户": 3.0, "页面": 2.0, "account": 3.0, "profile": 2.0, "sign in": 3.0, "sign up": 3.0, "website": 2.0, "password": 3.0, "username": 2.0, "会员卡": 3.0, "客户端": 1.0, "小程序": 3.0, "手机号": 1.0, "登不上": 3.0, "验证码": 3.0, "locked out": 3.0, "membership": 3.0, "个人信息": 3.0, "手机号换": 3.0, "系统提示": 2.0, "loyalty points": 3.0, "verification code": 3.0}, "booking": {"date": 2.0, "night": 2.0, "order": 2.0, "booked": 3.0, "cancel": 2.0, "nights": 2.0, "下单": 2.0, "今晚": 1.0, "入住": 3.0, "几点": 2.0, "加床": 3.0, "取消": 2.0, "安排": 1.0, "接机": 3.0, "改期": 3.0, "改签": 3.0, "日期": 2.0, "明天": 1.0, "没房": 3.0, "满房": 3.0, "续住": 3.0, "订了": 2.0, "订单": 2.0, "订房": 3.0, "订错": 3.0, "退房": 3.0, "预定": 3.0, "预订": 3.0, "booking": 3.0, "ordered": 2.0, "reserve": 3.0, "tonight": 1.0, "check in": 3.0, "check-in": 3.0, "checkout": 3.0, "reserved": 3.0, "tomorrow": 1.0, "available": 2.0, "check out": 3.0, "check-out": 3.0, "extra bed": 3.0, "改地址": 2.0, "没有房": 3.0, "确认单": 3.0, "overbooked": 3.0, "reschedule": 3.0, "reservation": 3.0, "availability": 2.0, "cancellation": 3.0, "修改订单": 2.0, "办理入住": 3.0, "取消订单": 3.0, "取消预订": 3.0, "延迟退房": 3.0, "提前入住": 3.0, "订单取消": 3.0, "late checkout": 3.0, "early check-in": 3.0, "cancel my order": 3.0, "cancel my booking": 3.0, "change my booking": 3.0}, "quality": {"fit": 2.0, "厚": 1.0, "薄": 1.0, "fake": 3.0, "item": 1.0, "size": 2.0, "torn": 3.0, "smell": 2.0, "taste": 2.0, "broken": 3.0, "defect": 2.0, "fabric": 2.0, "faulty": 3.0, "rotten": 3.0, "screen": 2.0, "不符": 3.0, "东西": 1.0, "二手": 3.0, "产品": 1.0, "信号": 2.0, "假货": 3.0, "偏大": 3.0, "偏小": 3.0, "做工": 3.0, "内容": 2.0, "刺鼻": 2.0, "卡顿": 3.0, "印刷": 2.0, "发霉": 3.0, "变形": 3.0, "变质": 3.0, "口感": 2.0, "味儿": 2.0, "味道": 2.0, "商品": 1.0, "坏了": 3.0, "坏的": 3.0, "外观": 2.0, "大小": 1.0, "好用": 2.0, "尺码": 3.0, "屏幕": 2.0, "布料": 2.0, "开线": 3.0, "异味": 2.0, "手感": 2.0, "掉毛": 3.0, "掉色": 3.0, "效果": 2.0, "散热": 2.0, "新鲜": 2.0, "材质": 3.0, "次品": 3.0, "正品": 3.0, "死机": 3.0, "残次": 3.0, "气味": 2.0, "烂了": 3.0, "烂掉": 3.0, "瑕疵": 3.0, "电池": 2.0, "破损": 3.0, "破洞": 3.0, "系统": 2.0, "纸张": 2.0, "线头": 2.0, "续航": 2.0, "缩水": 3.0, "翻新": 3.0, "耐用": 2.0, "腐烂": 3.0, "色差": 3.0, "褪色": 3.0, "质感": 1.0, "质量": 3.0, "起球": 3.0, "过期": 3.0, "配置": 2.0, "闪退": 3.0, "面料": 3.0, "音质": 2.0, "黑屏": 3.0, "battery": 2.0, "cracked": 2.0, "damaged": 2.0, "durable": 2.0, "expired": 3.0, "product": 1.0, "quality": 2.0, "material": 2.0, "defective": 3.0, "不好用": 2.0, "不新鲜": 3.0, "性价比": 2.0, "fell apart": 3.0, "wrong size": 3.0, "counterfeit": 3.0, "doesn''t work": 3.0, "poor quality": 3.0, "充不进电": 3.0, "开不了机": 3.0, "描述不符": 3.0, "does not work": 3.0, "stopped working": 3.0, "与描述不符": 3.0, "not as described": 3.0}, "delivery": {"ship": 2.0, "arrive": 1.0, "parcel": 2.0, "丢件": 3.0, "几天": 1.0, "到了": 1.0, "到货": 2.0, "包装": 1.0, "包裹": 2.0, "发货": 2.0, "发错": 3.0, "地址": 1.0, "少发": 3.0, "快递": 2.0, "收货": 2.0, "派送": 3.0, "漏发": 3.0, "物流": 2.0, "签收": 3.0, "运费": 2.0, "运输": 2.0, "送到": 1.0, "送货": 2.0, "送错": 3.0, "配送": 2.0, "arrived": 1.0, "courier": 2.0, "deliver": 2.0, "package": 2.0, "shipped": 2.0, "delivery": 2.0, "dispatch": 2.0, "shipment": 2.0, "shipping": 2.0, "tracking": 2.0, "delivered": 2.0, "packaging": 1.0, "不发货": 3.0, "包装破": 2.0, "发货慢": 2.0, "发错货": 3.0, "外包装": 2.0, "快递员": 3.0, "快递慢": 2.0, "未发货": 3.0, "未收到": 3.0, "次日达": 3.0, "没到货": 3.0, "没发货": 3.0, "物流停": 3.0, "物流慢": 2.0, "送货员": 3.0, "配送员": 3.0, "dispatched": 2.0, "lost parcel": 3.0, "not arrived": 3.0, "arrival date": 1.0, "lost package": 3.0, "没收到货": 3.0, "没有发货": 3.0, "物流信息": 3.0, "还没发货": 3.0, "还没收到": 3.0, "迟迟不到": 3.0, "送货上门": 3.0, "never arrived": 3.0, "not delivered": 3.0, "wrong address": 3.0, "hasn''t arrived": 3.0, "has not arrived": 3.0, "tracking number": 3.0, "没有收到货": 3.0, "还没有发货": 3.0, "还没有收到": 3.0, "left at the door": 3.0, "where is my order": 3.0, "not been delivered": 3.0, "where is my parcel": 3.0, "where is my package": 3.0}, "facility": {"tv": 3.0, "gym": 3.0, "灯": 2.0, "lift": 2.0, "pool": 3.0, "wifi": 3.0, "lobby": 2.0, "wi-fi": 3.0, "aircon": 3.0, "socket": 3.0, "交通": 1.0, "位置": 1.0, "停水": 3.0, "停电": 3.0, "停车": 3.0, "地铁": 1.0, "大堂": 2.0, "房卡": 2.0, "投影": 3.0, "插座": 3.0, "断网": 3.0, "暖气": 3.0, "泳池": 3.0, "洗衣": 2.0, "漏水": 3.0, "热水": 3.0, "环境": 1.0, "电梯": 3.0, "电视": 3.0, "空调": 3.0, "网络": 3.0, "网速": 3.0, "老旧": 2.0, "装修": 2.0, "设备": 3.0, "设施": 3.0, "车位": 3.0, "钥匙": 2.0, "门锁": 3.0, "陈旧": 2.0, "air con": 3.0, "heating": 3.0, "laundry": 2.0, "parking": 3.0, "elevator": 3.0, "facility": 2.0, "internet": 2.0, "key card": 2.0, "location": 1.0, "hairdryer": 3.0, "hot water": 3.0, "停车位": 3.0, "停车场": 3.0, "健身房": 3.0, "充电桩": 2.0, "吹风机": 3.0, "无线网": 3.0, "没热水": 3.0, "游泳池": 3.0, "连不上": 3.0, "connection": 2.0, "facilities": 2.0, "no internet": 3.0, "上不了网": 3.0, "没有热水": 3.0, "swimming pool": 3.0, "wifi password": 3.0, "air conditioning": 3.0}, "response": {"催": 2.0, "call": 1.0, "wait": 2.0, "queue": 3.0, "reply": 2.0, "waited": 3.0, "久等": 2.0, "催了": 3.0, "回复": 2.0, "回电": 2.0, "处理": 2.0, "多久": 1.0, "投诉": 2.0, "排了": 3.0, "排队": 3.0, "热线": 2.0, "电话": 1.0, "等待": 2.0, "contact": 1.0, "hotline": 2.0, "on hold": 3.0, "respond": 2.0, "waiting": 2.0, "no reply": 3.0, "response": 2.0, "follow up": 2.0, "no answer": 3.0, "不回复": 3.0, "不处理": 3.0, "打不通": 3.0, "没人回": 3.0, "没人接": 3.0, "没人理": 3.0, "没回复": 3.0, "没处理": 3.0, "迟迟没": 3.0, "third time": 3.0, "unanswered": 3.0, "no response": 3.0, "waiting for": 3.0, "kept waiting": 3.0, "一直没人": 3.0, "不接电话": 3.0, "无人接听": 3.0, "没人回复": 3.0, "没人处理": 3.0, "没有回复": 3.0, "石沉大海": 3.0, "等了半天": 3.0, "等了很久": 3.0, "联系不上": 3.0, "still waiting": 3.0, "get back to me": 3.0, "no one replied": 3.0, "nobody answers": 3.0, "nobody answered": 3.0, "没有人处理": 3.0, "什么时候处理": 2.0, "等了一个小时": 3.0}}', NULL, '', '2026-11-22 21:44:12.926099+08');


--
-- Data for Name: topics_topic; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db135667a94', 'delivery', '物流配送', 'Delivery', '{"ship": 2.0, "arrive": 1.0, "parcel": 2.0, "丢件": 3.0, "几天": 1.0, "到了": 1.0, "到货": 2.0, "包装": 1.0, "包裹": 2.0, "发货": 2.0, "发错": 3.0, "地址": 1.0, "少发": 3.0, "快递": 2.0, "收货": 2.0, "派送": 3.0, "漏发": 3.0, "物流": 2.0, "签收": 3.0, "运费": 2.0, "运输": 2.0, "送到": 1.0, "送货": 2.0, "送错": 3.0, "配送": 2.0, "arrived": 1.0, "courier": 2.0, "deliver": 2.0, "package": 2.0, "shipped": 2.0, "delivery": 2.0, "dispatch": 2.0, "shipment": 2.0, "shipping": 2.0, "tracking": 2.0, "delivered": 2.0, "packaging": 1.0, "不发货": 3.0, "包装破": 2.0, "发货慢": 2.0, "发错货": 3.0, "外包装": 2.0, "快递员": 3.0, "快递慢": 2.0, "未发货": 3.0, "未收到": 3.0, "次日达": 3.0, "没到货": 3.0, "没发货": 3.0, "物流停": 3.0, "物流慢": 2.0, "送货员": 3.0, "配送员": 3.0, "dispatched": 2.0, "lost parcel": 3.0, "not arrived": 3.0, "arrival date": 1.0, "lost package": 3.0, "没收到货": 3.0, "没有发货": 3.0, "物流信息": 3.0, "还没发货": 3.0, "还没收到": 3.0, "迟迟不到": 3.0, "送货上门": 3.0, "never arrived": 3.0, "not delivered": 3.0, "wrong address": 3.0, "hasn''t arrived": 3.0, "has not arrived": 3.0, "tracking number": 3.0, "没有收到货": 3.0, "还没有发货": 3.0, "还没有收到": 3.0, "left at the door": 3.0, "where is my order": 3.0, "not been delivered": 3.0, "where is my parcel": 3.0, "where is my package": 3.0}', 1, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db2ac4f935c', 'refund', '退换退款', 'Refunds and returns', '{"赔": 2.0, "退": 2.0, "refund": 3.0, "return": 2.0, "价保": 3.0, "保价": 3.0, "售后": 2.0, "押金": 3.0, "换货": 3.0, "没退": 3.0, "补偿": 2.0, "补发": 1.0, "赔偿": 2.0, "返修": 2.0, "退回": 3.0, "退换": 3.0, "退款": 3.0, "退订": 1.0, "退货": 3.0, "退钱": 3.0, "deposit": 2.0, "refunds": 3.0, "replace": 1.0, "returns": 2.0, "exchange": 2.0, "refunded": 3.0, "returned": 3.0, "return it": 3.0, "不给退": 3.0, "不退款": 3.0, "换一个": 2.0, "未到账": 3.0, "没到账": 3.0, "申请退": 3.0, "退不了": 3.0, "退差价": 3.0, "退押金": 3.0, "退换货": 3.0, "chargeback": 3.0, "money back": 3.0, "exchange it": 3.0, "replacement": 3.0, "compensation": 2.0, "deposit back": 3.0, "return label": 3.0, "价格保护": 3.0, "还没到账": 3.0, "7天无理由": 3.0, "七天无理由": 3.0}', 2, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db344cda420', 'quality', '商品质量', 'Product quality', '{"fit": 2.0, "厚": 1.0, "薄": 1.0, "fake": 3.0, "item": 1.0, "size": 2.0, "torn": 3.0, "smell": 2.0, "taste": 2.0, "broken": 3.0, "defect": 2.0, "fabric": 2.0, "faulty": 3.0, "rotten": 3.0, "screen": 2.0, "不符": 3.0, "东西": 1.0, "二手": 3.0, "产品": 1.0, "信号": 2.0, "假货": 3.0, "偏大": 3.0, "偏小": 3.0, "做工": 3.0, "内容": 2.0, "刺鼻": 2.0, "卡顿": 3.0, "印刷": 2.0, "发霉": 3.0, "变形": 3.0, "变质": 3.0, "口感": 2.0, "味儿": 2.0, "味道": 2.0, "商品": 1.0, "坏了": 3.0, "坏的": 3.0, "外观": 2.0, "大小": 1.0, "好用": 2.0, "尺码": 3.0, "屏幕": 2.0, "布料": 2.0, "开线": 3.0, "异味": 2.0, "手感": 2.0, "掉毛": 3.0, "掉色": 3.0, "效果": 2.0, "散热": 2.0, "新鲜": 2.0, "材质": 3.0, "次品": 3.0, "正品": 3.0, "死机": 3.0, "残次": 3.0, "气味": 2.0, "烂了": 3.0, "烂掉": 3.0, "瑕疵": 3.0, "电池": 2.0, "破损": 3.0, "破洞": 3.0, "系统": 2.0, "纸张": 2.0, "线头": 2.0, "续航": 2.0, "缩水": 3.0, "翻新": 3.0, "耐用": 2.0, "腐烂": 3.0, "色差": 3.0, "褪色": 3.0, "质感": 1.0, "质量": 3.0, "起球": 3.0, "过期": 3.0, "配置": 2.0, "闪退": 3.0, "面料": 3.0, "音质": 2.0, "黑屏": 3.0, "battery": 2.0, "cracked": 2.0, "damaged": 2.0, "durable": 2.0, "expired": 3.0, "product": 1.0, "quality": 2.0, "material": 2.0, "defective": 3.0, "不好用": 2.0, "不新鲜": 3.0, "性价比": 2.0, "fell apart": 3.0, "wrong size": 3.0, "counterfeit": 3.0, "doesn''t work": 3.0, "poor quality": 3.0, "充不进电": 3.0, "开不了机": 3.0, "描述不符": 3.0, "does not work": 3.0, "stopped working": 3.0, "与描述不符": 3.0, "not as described": 3.0}', 3, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db4167ccacd', 'room', '客房与清洁', 'Rooms and cleanliness', '{"bed": 2.0, "吵": 2.0, "床": 2.0, "脏": 2.0, "mold": 2.0, "room": 2.0, "stay": 1.0, "clean": 2.0, "dirty": 2.0, "mould": 2.0, "noise": 2.0, "noisy": 2.0, "quiet": 2.0, "rooms": 2.0, "smell": 2.0, "towel": 3.0, "pillow": 3.0, "sheets": 3.0, "shower": 3.0, "smells": 2.0, "toilet": 3.0, "towels": 3.0, "住宿": 1.0, "保洁": 3.0, "卫生": 3.0, "噪音": 1.0, "太吵": 2.0, "套房": 3.0, "安静": 1.0, "客房": 3.0, "宽敞": 1.0, "干净": 2.0, "床单": 3.0, "床垫": 3.0, "床铺": 3.0, "房间": 3.0, "打扫": 3.0, "拖鞋": 2.0, "整洁": 1.0, "枕头": 3.0, "标间": 3.0, "毛巾": 3.0, "洗漱": 2.0, "浴室": 3.0, "浴巾": 3.0, "淋浴": 3.0, "清洁": 3.0, "潮湿": 2.0, "烟味": 3.0, "牙刷": 2.0, "窗户": 2.0, "舒适": 1.0, "蟑螂": 3.0, "被子": 3.0, "隔音": 3.0, "霉味": 3.0, "马桶": 3.0, "stained": 2.0, "bathroom": 3.0, "bed bugs": 3.0, "mattress": 3.0, "spacious": 1.0, "cockroach": 3.0, "不干净": 2.0, "卫生间": 3.0, "双床房": 3.0, "大床房": 3.0, "头发丝": 3.0, "有味道": 2.0, "没睡好": 2.0, "睡不着": 2.0, "bed sheets": 3.0, "dirty room": 3.0, "soundproof": 3.0, "comfortable": 1.0, "smelly room": 3.0, "housekeeping": 3.0, "异味很大": 3.0, "room was dirty": 3.0}', 4, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db5449b086e', 'staff', '员工与态度', 'Staff and attitude', '{"rude": 3.0, "team": 1.0, "agent": 2.0, "staff": 3.0, "polite": 2.0, "waiter": 3.0, "专业": 2.0, "主动": 1.0, "人员": 1.0, "保安": 3.0, "傲慢": 3.0, "冷漠": 3.0, "前台": 3.0, "员工": 3.0, "周到": 2.0, "客服": 2.0, "导购": 3.0, "师傅": 2.0, "店员": 3.0, "微笑": 2.0, "态度": 3.0, "推卸": 3.0, "推诿": 3.0, "敷衍": 3.0, "服务": 2.0, "热情": 2.0, "礼貌": 2.0, "经理": 3.0, "耐心": 2.0, "贴心": 2.0, "道歉": 1.0, "骂人": 3.0, "helpful": 2.0, "manager": 3.0, "service": 2.0, "attitude": 3.0, "friendly": 2.0, "impolite": 3.0, "waitress": 3.0, "concierge": 2.0, "courteous": 2.0, "reception": 3.0, "不专业": 2.0, "不耐烦": 3.0, "服务员": 3.0, "服务好": 2.0, "服务差": 2.0, "没礼貌": 3.0, "营业员": 3.0, "踢皮球": 3.0, "front desk": 3.0, "unfriendly": 3.0, "receptionist": 3.0, "客服态度": 3.0, "工作人员": 3.0, "服务态度": 3.0, "爱理不理": 3.0, "unprofessional": 3.0}', 5, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db6f480cd45', 'response', '响应与等待', 'Response and waiting', '{"催": 2.0, "call": 1.0, "wait": 2.0, "queue": 3.0, "reply": 2.0, "waited": 3.0, "久等": 2.0, "催了": 3.0, "回复": 2.0, "回电": 2.0, "处理": 2.0, "多久": 1.0, "投诉": 2.0, "排了": 3.0, "排队": 3.0, "热线": 2.0, "电话": 1.0, "等待": 2.0, "contact": 1.0, "hotline": 2.0, "on hold": 3.0, "respond": 2.0, "waiting": 2.0, "no reply": 3.0, "response": 2.0, "follow up": 2.0, "no answer": 3.0, "不回复": 3.0, "不处理": 3.0, "打不通": 3.0, "没人回": 3.0, "没人接": 3.0, "没人理": 3.0, "没回复": 3.0, "没处理": 3.0, "迟迟没": 3.0, "third time": 3.0, "unanswered": 3.0, "no response": 3.0, "waiting for": 3.0, "kept waiting": 3.0, "一直没人": 3.0, "不接电话": 3.0, "无人接听": 3.0, "没人回复": 3.0, "没人处理": 3.0, "没有回复": 3.0, "石沉大海": 3.0, "等了半天": 3.0, "等了很久": 3.0, "联系不上": 3.0, "still waiting": 3.0, "get back to me": 3.0, "no one replied": 3.0, "nobody answers": 3.0, "nobody answered": 3.0, "没有人处理": 3.0, "什么时候处理": 2.0, "等了一个小时": 3.0}', 6, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db79b68e70f', 'facility', '设施与网络', 'Facilities and Wi-Fi', '{"tv": 3.0, "gym": 3.0, "灯": 2.0, "lift": 2.0, "pool": 3.0, "wifi": 3.0, "lobby": 2.0, "wi-fi": 3.0, "aircon": 3.0, "socket": 3.0, "交通": 1.0, "位置": 1.0, "停水": 3.0, "停电": 3.0, "停车": 3.0, "地铁": 1.0, "大堂": 2.0, "房卡": 2.0, "投影": 3.0, "插座": 3.0, "断网": 3.0, "暖气": 3.0, "泳池": 3.0, "洗衣": 2.0, "漏水": 3.0, "热水": 3.0, "环境": 1.0, "电梯": 3.0, "电视": 3.0, "空调": 3.0, "网络": 3.0, "网速": 3.0, "老旧": 2.0, "装修": 2.0, "设备": 3.0, "设施": 3.0, "车位": 3.0, "钥匙": 2.0, "门锁": 3.0, "陈旧": 2.0, "air con": 3.0, "heating": 3.0, "laundry": 2.0, "parking": 3.0, "elevator": 3.0, "facility": 2.0, "internet": 2.0, "key card": 2.0, "location": 1.0, "hairdryer": 3.0, "hot water": 3.0, "停车位": 3.0, "停车场": 3.0, "健身房": 3.0, "充电桩": 2.0, "吹风机": 3.0, "无线网": 3.0, "没热水": 3.0, "游泳池": 3.0, "连不上": 3.0, "connection": 2.0, "facilities": 2.0, "no internet": 3.0, "上不了网": 3.0, "没有热水": 3.0, "swimming pool": 3.0, "wifi password": 3.0, "air conditioning": 3.0}', 7, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db8e496fe9e', 'food', '餐饮', 'Food and breakfast', '{"eat": 1.0, "吃": 2.0, "味": 1.0, "喝": 2.0, "甜": 2.0, "酸": 2.0, "dish": 2.0, "food": 2.0, "meal": 3.0, "menu": 3.0, "drink": 2.0, "lunch": 3.0, "meals": 3.0, "tasty": 2.0, "buffet": 3.0, "coffee": 2.0, "dinner": 3.0, "dishes": 2.0, "上菜": 3.0, "午餐": 3.0, "厨师": 3.0, "咖啡": 2.0, "好吃": 2.0, "早餐": 3.0, "早饭": 3.0, "晚餐": 3.0, "水果": 2.0, "牛奶": 2.0, "用餐": 3.0, "菜单": 3.0, "菜品": 3.0, "送餐": 3.0, "难吃": 2.0, "食材": 2.0, "餐厅": 3.0, "饭菜": 3.0, "饮料": 2.0, "breakfast": 3.0, "delicious": 2.0, "自助餐": 3.0, "restaurant": 3.0, "room service": 3.0, "客房送餐": 3.0}', 8, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2db9dc57a810', 'price', '价格与账单', 'Prices and billing', '{"fee": 2.0, "pay": 3.0, "值": 1.0, "元": 2.0, "贵": 2.0, "钱": 2.0, "bill": 3.0, "cost": 2.0, "fees": 2.0, "cheap": 2.0, "money": 2.0, "price": 3.0, "total": 1.0, "value": 1.0, "charge": 2.0, "coupon": 3.0, "prices": 3.0, "专票": 3.0, "付款": 3.0, "价格": 3.0, "优惠": 2.0, "便宜": 2.0, "促销": 1.0, "划算": 2.0, "刷卡": 3.0, "发票": 3.0, "多扣": 3.0, "多收": 3.0, "太贵": 3.0, "实惠": 1.0, "差价": 3.0, "开票": 3.0, "扣款": 3.0, "扣费": 3.0, "折扣": 3.0, "支付": 3.0, "收据": 3.0, "收费": 3.0, "涨价": 3.0, "满减": 3.0, "账单": 3.0, "费用": 3.0, "降价": 3.0, "预付": 2.0, "billing": 3.0, "charged": 2.0, "invoice": 3.0, "payment": 3.0, "receipt": 3.0, "discount": 3.0, "expensive": 2.0, "乱收费": 3.0, "优惠券": 3.0, "开发票": 3.0, "活动价": 2.0, "预授权": 3.0, "hidden fee": 3.0, "hidden fees": 3.0, "overcharged": 3.0, "voucher code": 3.0, "支付失败": 3.0, "用不了券": 3.0, "重复扣款": 3.0, "charged twice": 3.0, "double charged": 3.0, "payment failed": 3.0}', 9, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2dbaf4b13bc7', 'booking', '预订与入住', 'Booking and check-in', '{"date": 2.0, "night": 2.0, "order": 2.0, "booked": 3.0, "cancel": 2.0, "nights": 2.0, "下单": 2.0, "今晚": 1.0, "入住": 3.0, "几点": 2.0, "加床": 3.0, "取消": 2.0, "安排": 1.0, "接机": 3.0, "改期": 3.0, "改签": 3.0, "日期": 2.0, "明天": 1.0, "没房": 3.0, "满房": 3.0, "续住": 3.0, "订了": 2.0, "订单": 2.0, "订房": 3.0, "订错": 3.0, "退房": 3.0, "预定": 3.0, "预订": 3.0, "booking": 3.0, "ordered": 2.0, "reserve": 3.0, "tonight": 1.0, "check in": 3.0, "check-in": 3.0, "checkout": 3.0, "reserved": 3.0, "tomorrow": 1.0, "available": 2.0, "check out": 3.0, "check-out": 3.0, "extra bed": 3.0, "改地址": 2.0, "没有房": 3.0, "确认单": 3.0, "overbooked": 3.0, "reschedule": 3.0, "reservation": 3.0, "availability": 2.0, "cancellation": 3.0, "修改订单": 2.0, "办理入住": 3.0, "取消订单": 3.0, "取消预订": 3.0, "延迟退房": 3.0, "提前入住": 3.0, "订单取消": 3.0, "late checkout": 3.0, "early check-in": 3.0, "cancel my order": 3.0, "cancel my booking": 3.0, "change my booking": 3.0}', 10, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2dbbc6e31f9a', 'account', '账号与会员', 'Accounts and membership', '{"app": 3.0, "login": 3.0, "log in": 3.0, "member": 3.0, "mobile": 1.0, "points": 3.0, "会员": 3.0, "密码": 3.0, "权益": 2.0, "注册": 3.0, "注销": 3.0, "登录": 3.0, "登陆": 3.0, "积分": 3.0, "等级": 2.0, "绑定": 3.0, "网站": 2.0, "网页": 2.0, "解绑": 3.0, "账号": 3.0, "账户": 3.0, "页面": 2.0, "account": 3.0, "profile": 2.0, "sign in": 3.0, "sign up": 3.0, "website": 2.0, "password": 3.0, "username": 2.0, "会员卡": 3.0, "客户端": 1.0, "小程序": 3.0, "手机号": 1.0, "登不上": 3.0, "验证码": 3.0, "locked out": 3.0, "membership": 3.0, "个人信息": 3.0, "手机号换": 3.0, "系统提示": 2.0, "loyalty points": 3.0, "verification code": 3.0}', 11, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2dbcbefaa1b6', 'safety', '安全与隐私', 'Safety and privacy', '{"fire": 3.0, "hurt": 2.0, "burnt": 3.0, "smoke": 3.0, "theft": 3.0, "burned": 3.0, "injury": 3.0, "police": 3.0, "stolen": 3.0, "unsafe": 2.0, "中毒": 3.0, "偷拍": 3.0, "偷窃": 3.0, "冒烟": 3.0, "刺伤": 2.0, "割伤": 2.0, "医院": 3.0, "危险": 2.0, "受伤": 3.0, "呕吐": 3.0, "失窃": 3.0, "急诊": 3.0, "报警": 3.0, "摔倒": 3.0, "泄露": 3.0, "滑倒": 3.0, "漏电": 3.0, "烫伤": 3.0, "爆炸": 3.0, "着火": 3.0, "被偷": 3.0, "触电": 3.0, "起火": 3.0, "过敏": 3.0, "隐私": 3.0, "骚扰": 3.0, "allergy": 3.0, "injured": 3.0, "privacy": 3.0, "allergic": 3.0, "harassed": 3.0, "hospital": 3.0, "dangerous": 2.0, "data leak": 3.0, "拉肚子": 3.0, "起疹子": 3.0, "信息泄露": 3.0, "安全隐患": 2.0, "食物中毒": 3.0, "electric shock": 3.0, "food poisoning": 3.0}', 12, true);
INSERT INTO public.topics_topic VALUES ('01a20380-0b77-7249-b49f-2dbd0171d6b2', 'praise', '表扬与感谢', 'Praise and thanks', '{"棒": 1.0, "good": 1.0, "love": 2.0, "nice": 1.0, "great": 2.0, "thank": 2.0, "thanks": 2.0, "不错": 1.0, "值得": 2.0, "喜欢": 2.0, "好评": 2.0, "很好": 1.0, "感谢": 2.0, "推荐": 2.0, "满意": 2.0, "点赞": 3.0, "表扬": 3.0, "谢谢": 2.0, "amazing": 3.0, "perfect": 2.0, "excellent": 3.0, "fantastic": 3.0, "recommend": 2.0, "well done": 3.0, "wonderful": 3.0, "很满意": 2.0, "赞一个": 3.0, "compliment": 3.0, "下次还来": 2.0, "五星好评": 3.0, "十分满意": 3.0, "宾至如归": 3.0, "强烈推荐": 3.0, "感谢你们": 3.0, "特别感谢": 3.0, "还会再来": 2.0, "非常感谢": 3.0, "非常满意": 3.0, "thanks so much": 3.0, "highly recommend": 3.0, "thank you so much": 3.0}', 13, true);


--
-- Data for Name: value_bounds; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhooks_attempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhooks_delivery; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhooks_disabling; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhooks_secret; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhooks_webhook; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 584, true);


--
-- Name: cases_case_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cases_case_number_seq', 1, false);


--
-- Name: channels_mailboxstate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.channels_mailboxstate_id_seq', 1, false);


--
-- Name: complaints_complaint_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.complaints_complaint_number_seq', 1, false);


--
-- Name: complaints_problem_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.complaints_problem_number_seq', 1, false);


--
-- Name: customers_customer_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.customers_customer_number_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 146, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 132, true);


--
-- Name: experiments_experiment_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.experiments_experiment_number_seq', 1, false);


--
-- Name: hotspots_hotspot_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.hotspots_hotspot_number_seq', 1, false);


--
-- Name: imports_badrow_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.imports_badrow_id_seq', 1, false);


--
-- Name: jobs_clockstate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.jobs_clockstate_id_seq', 1, false);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);


--
-- Name: playbooks_run_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.playbooks_run_number_seq', 1, false);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);


--
-- Name: proposals_proposal_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.proposals_proposal_number_seq', 1, false);


--
-- Name: account_emailaddress account_emailaddress_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress account_emailaddress_user_id_email_987c8728_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


--
-- Name: account_emailconfirmation account_emailconfirmation_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


--
-- Name: account_emailconfirmation account_emailconfirmation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


--
-- Name: complaints_alarm alarm_once_per_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT alarm_once_per_person UNIQUE (report_id, person_id);


--
-- Name: routing_alarm alarm_raised_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_alarm
    ADD CONSTRAINT alarm_raised_once UNIQUE (kind, about_id);


--
-- Name: promises_almanac almanac_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_almanac
    ADD CONSTRAINT almanac_version_once UNIQUE (source, number);


--
-- Name: channels_arrival arrival_once_per_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_arrival
    ADD CONSTRAINT arrival_once_per_channel UNIQUE (channel_id, external_id);


--
-- Name: audits_ledgercheck audits_ledgercheck_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audits_ledgercheck
    ADD CONSTRAINT audits_ledgercheck_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: phone_call call_once_per_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_call
    ADD CONSTRAINT call_once_per_channel UNIQUE (channel_id, call_id);


--
-- Name: cases_case cases_case_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_number_key UNIQUE (number);


--
-- Name: cases_case cases_case_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);


--
-- Name: cases_casemessage cases_casemessage_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_casemessage
    ADD CONSTRAINT cases_casemessage_message_id_key UNIQUE (message_id);


--
-- Name: cases_casemessage cases_casemessage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_casemessage
    ADD CONSTRAINT cases_casemessage_pkey PRIMARY KEY (id);


--
-- Name: cases_closure cases_closure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_closure
    ADD CONSTRAINT cases_closure_pkey PRIMARY KEY (id);


--
-- Name: cases_grading cases_grading_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_grading
    ADD CONSTRAINT cases_grading_pkey PRIMARY KEY (id);


--
-- Name: cases_reopening cases_reopening_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_reopening
    ADD CONSTRAINT cases_reopening_pkey PRIMARY KEY (id);


--
-- Name: cases_setaside cases_setaside_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_setaside
    ADD CONSTRAINT cases_setaside_message_id_key UNIQUE (message_id);


--
-- Name: cases_setaside cases_setaside_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_setaside
    ADD CONSTRAINT cases_setaside_pkey PRIMARY KEY (id);


--
-- Name: channels_accesstoken channels_accesstoken_channel_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_accesstoken
    ADD CONSTRAINT channels_accesstoken_channel_id_key UNIQUE (channel_id);


--
-- Name: channels_accesstoken channels_accesstoken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_accesstoken
    ADD CONSTRAINT channels_accesstoken_pkey PRIMARY KEY (id);


--
-- Name: channels_arrival channels_arrival_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_arrival
    ADD CONSTRAINT channels_arrival_pkey PRIMARY KEY (id);


--
-- Name: channels_attachment channels_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_attachment
    ADD CONSTRAINT channels_attachment_pkey PRIMARY KEY (id);


--
-- Name: channels_channel channels_channel_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_channel
    ADD CONSTRAINT channels_channel_key_key UNIQUE (key);


--
-- Name: channels_channel channels_channel_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_channel
    ADD CONSTRAINT channels_channel_pkey PRIMARY KEY (id);


--
-- Name: channels_delivery channels_delivery_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_message_id_key UNIQUE (message_id);


--
-- Name: channels_delivery channels_delivery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_pkey PRIMARY KEY (id);


--
-- Name: channels_feed channels_feed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_feed
    ADD CONSTRAINT channels_feed_pkey PRIMARY KEY (id);


--
-- Name: channels_mailboxstate channels_mailboxstate_channel_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_mailboxstate
    ADD CONSTRAINT channels_mailboxstate_channel_id_key UNIQUE (channel_id);


--
-- Name: channels_mailboxstate channels_mailboxstate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_mailboxstate
    ADD CONSTRAINT channels_mailboxstate_pkey PRIMARY KEY (id);


--
-- Name: channels_message channels_message_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_pkey PRIMARY KEY (id);


--
-- Name: channels_nonce channels_nonce_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_nonce
    ADD CONSTRAINT channels_nonce_pkey PRIMARY KEY (id);


--
-- Name: channels_scan channels_scan_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_scan
    ADD CONSTRAINT channels_scan_digest_key UNIQUE (digest);


--
-- Name: channels_scan channels_scan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_scan
    ADD CONSTRAINT channels_scan_pkey PRIMARY KEY (id);


--
-- Name: compensation_apology compensation_apology_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_apology
    ADD CONSTRAINT compensation_apology_pkey PRIMARY KEY (id);


--
-- Name: compensation_approval compensation_approval_award_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_approval
    ADD CONSTRAINT compensation_approval_award_id_key UNIQUE (award_id);


--
-- Name: compensation_approval compensation_approval_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_approval
    ADD CONSTRAINT compensation_approval_pkey PRIMARY KEY (id);


--
-- Name: compensation_award compensation_award_because_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_because_id_key UNIQUE (because_id);


--
-- Name: compensation_award compensation_award_breach_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_breach_id_key UNIQUE (breach_id);


--
-- Name: compensation_award compensation_award_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_pkey PRIMARY KEY (id);


--
-- Name: compensation_budget compensation_budget_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_budget
    ADD CONSTRAINT compensation_budget_pkey PRIMARY KEY (id);


--
-- Name: compensation_deputy compensation_deputy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_deputy
    ADD CONSTRAINT compensation_deputy_pkey PRIMARY KEY (id);


--
-- Name: compensation_escalation compensation_escalation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_escalation
    ADD CONSTRAINT compensation_escalation_pkey PRIMARY KEY (id);


--
-- Name: compensation_reversal compensation_reversal_award_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_reversal
    ADD CONSTRAINT compensation_reversal_award_id_key UNIQUE (award_id);


--
-- Name: compensation_reversal compensation_reversal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_reversal
    ADD CONSTRAINT compensation_reversal_pkey PRIMARY KEY (id);


--
-- Name: compensation_signal compensation_signal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_signal
    ADD CONSTRAINT compensation_signal_pkey PRIMARY KEY (id);


--
-- Name: metrics_compiled compiled_metric_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.metrics_compiled
    ADD CONSTRAINT compiled_metric_once UNIQUE (key, version, fingerprint);


--
-- Name: complaints_alarm complaints_alarm_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT complaints_alarm_pkey PRIMARY KEY (id);


--
-- Name: complaints_cause complaints_cause_complaint_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_complaint_id_key UNIQUE (complaint_id);


--
-- Name: complaints_cause complaints_cause_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_pkey PRIMARY KEY (id);


--
-- Name: complaints_complaint complaints_complaint_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_case_id_key UNIQUE (case_id);


--
-- Name: complaints_complaint complaints_complaint_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_number_key UNIQUE (number);


--
-- Name: complaints_complaint complaints_complaint_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_pkey PRIMARY KEY (id);


--
-- Name: complaints_correction complaints_correction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_correction
    ADD CONSTRAINT complaints_correction_pkey PRIMARY KEY (id);


--
-- Name: complaints_evidence complaints_evidence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_evidence
    ADD CONSTRAINT complaints_evidence_pkey PRIMARY KEY (id);


--
-- Name: complaints_problem complaints_problem_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_problem
    ADD CONSTRAINT complaints_problem_number_key UNIQUE (number);


--
-- Name: complaints_problem complaints_problem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_problem
    ADD CONSTRAINT complaints_problem_pkey PRIMARY KEY (id);


--
-- Name: complaints_proof complaints_proof_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_proof
    ADD CONSTRAINT complaints_proof_pkey PRIMARY KEY (id);


--
-- Name: complaints_safetyanswer complaints_safetyanswer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyanswer
    ADD CONSTRAINT complaints_safetyanswer_pkey PRIMARY KEY (id);


--
-- Name: complaints_safetyanswer complaints_safetyanswer_report_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyanswer
    ADD CONSTRAINT complaints_safetyanswer_report_id_key UNIQUE (report_id);


--
-- Name: complaints_safetyreport complaints_safetyreport_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyreport
    ADD CONSTRAINT complaints_safetyreport_message_id_key UNIQUE (message_id);


--
-- Name: complaints_safetyreport complaints_safetyreport_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyreport
    ADD CONSTRAINT complaints_safetyreport_pkey PRIMARY KEY (id);


--
-- Name: complaints_seal complaints_seal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_seal
    ADD CONSTRAINT complaints_seal_pkey PRIMARY KEY (id);


--
-- Name: complaints_solution complaints_solution_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_solution
    ADD CONSTRAINT complaints_solution_message_id_key UNIQUE (message_id);


--
-- Name: complaints_solution complaints_solution_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_solution
    ADD CONSTRAINT complaints_solution_pkey PRIMARY KEY (id);


--
-- Name: complaints_statutoryclock complaints_statutoryclock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_statutoryclock
    ADD CONSTRAINT complaints_statutoryclock_pkey PRIMARY KEY (id);


--
-- Name: complaints_step complaints_step_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_step
    ADD CONSTRAINT complaints_step_message_id_key UNIQUE (message_id);


--
-- Name: complaints_step complaints_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_step
    ADD CONSTRAINT complaints_step_pkey PRIMARY KEY (id);


--
-- Name: conversations_draft conversations_draft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations_draft
    ADD CONSTRAINT conversations_draft_pkey PRIMARY KEY (id);


--
-- Name: conversations_note conversations_note_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations_note
    ADD CONSTRAINT conversations_note_pkey PRIMARY KEY (id);


--
-- Name: customers_consent customers_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_consent
    ADD CONSTRAINT customers_consent_pkey PRIMARY KEY (id);


--
-- Name: customers_customer customers_customer_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_number_key UNIQUE (number);


--
-- Name: customers_customer customers_customer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_pkey PRIMARY KEY (id);


--
-- Name: customers_identity customers_identity_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_identity
    ADD CONSTRAINT customers_identity_pkey PRIMARY KEY (id);


--
-- Name: customers_merge customers_merge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_merge
    ADD CONSTRAINT customers_merge_pkey PRIMARY KEY (id);


--
-- Name: customers_trait customers_trait_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_trait
    ADD CONSTRAINT customers_trait_pkey PRIMARY KEY (id);


--
-- Name: demo_seeding demo_seeding_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.demo_seeding
    ADD CONSTRAINT demo_seeding_pkey PRIMARY KEY (id);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


--
-- Name: search_document document_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_document
    ADD CONSTRAINT document_once UNIQUE (kind, object_id);


--
-- Name: playbooks_step each_step_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_step
    ADD CONSTRAINT each_step_once UNIQUE (run_id, "position");


--
-- Name: compensation_escalation escalated_once_a_level; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_escalation
    ADD CONSTRAINT escalated_once_a_level UNIQUE (approval_id, level);


--
-- Name: guarantees_evidence evidence_once_per_source_and_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_evidence
    ADD CONSTRAINT evidence_once_per_source_and_id UNIQUE (source, external_id);


--
-- Name: experiments_conclusion experiments_conclusion_experiment_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_conclusion
    ADD CONSTRAINT experiments_conclusion_experiment_id_key UNIQUE (experiment_id);


--
-- Name: experiments_conclusion experiments_conclusion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_conclusion
    ADD CONSTRAINT experiments_conclusion_pkey PRIMARY KEY (id);


--
-- Name: experiments_experiment experiments_experiment_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_experiment
    ADD CONSTRAINT experiments_experiment_number_key UNIQUE (number);


--
-- Name: experiments_experiment experiments_experiment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_experiment
    ADD CONSTRAINT experiments_experiment_pkey PRIMARY KEY (id);


--
-- Name: experiments_exposure experiments_exposure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_exposure
    ADD CONSTRAINT experiments_exposure_pkey PRIMARY KEY (id);


--
-- Name: channels_feed feed_once_per_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_feed
    ADD CONSTRAINT feed_once_per_channel UNIQUE (channel_id, name);


--
-- Name: feedback_feedback feedback_feedback_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_pkey PRIMARY KEY (id);


--
-- Name: feedback_feedback feedback_once_per_source; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_once_per_source UNIQUE (source, external_id);


--
-- Name: followup_attempt followup_attempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_attempt
    ADD CONSTRAINT followup_attempt_pkey PRIMARY KEY (id);


--
-- Name: followup_callback followup_callback_invitation_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_invitation_id_key UNIQUE (invitation_id);


--
-- Name: followup_callback followup_callback_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_pkey PRIMARY KEY (id);


--
-- Name: followup_followup followup_followup_closure_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_closure_id_key UNIQUE (closure_id);


--
-- Name: followup_followup followup_followup_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_pkey PRIMARY KEY (id);


--
-- Name: followup_plan followup_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_plan
    ADD CONSTRAINT followup_plan_pkey PRIMARY KEY (id);


--
-- Name: followup_rebound followup_rebound_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_rebound
    ADD CONSTRAINT followup_rebound_pkey PRIMARY KEY (id);


--
-- Name: followup_reviewreply followup_reviewreply_feedback_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_feedback_id_key UNIQUE (feedback_id);


--
-- Name: followup_reviewreply followup_reviewreply_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_pkey PRIMARY KEY (id);


--
-- Name: surveys_formversion form_content_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_formversion
    ADD CONSTRAINT form_content_once UNIQUE (key, digest);


--
-- Name: surveys_formversion form_version_number_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_formversion
    ADD CONSTRAINT form_version_number_once UNIQUE (key, number);


--
-- Name: guarantees_version guarantee_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_version
    ADD CONSTRAINT guarantee_version_once UNIQUE (guarantee_id, number);


--
-- Name: guarantees_evidence guarantees_evidence_award_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_evidence
    ADD CONSTRAINT guarantees_evidence_award_id_key UNIQUE (award_id);


--
-- Name: guarantees_evidence guarantees_evidence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_evidence
    ADD CONSTRAINT guarantees_evidence_pkey PRIMARY KEY (id);


--
-- Name: guarantees_guarantee guarantees_guarantee_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_guarantee
    ADD CONSTRAINT guarantees_guarantee_key_key UNIQUE (key);


--
-- Name: guarantees_guarantee guarantees_guarantee_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_guarantee
    ADD CONSTRAINT guarantees_guarantee_pkey PRIMARY KEY (id);


--
-- Name: guarantees_letter guarantees_letter_evidence_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_letter
    ADD CONSTRAINT guarantees_letter_evidence_id_key UNIQUE (evidence_id);


--
-- Name: guarantees_letter guarantees_letter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_letter
    ADD CONSTRAINT guarantees_letter_pkey PRIMARY KEY (id);


--
-- Name: guarantees_return guarantees_return_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_return
    ADD CONSTRAINT guarantees_return_pkey PRIMARY KEY (id);


--
-- Name: guarantees_version guarantees_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_version
    ADD CONSTRAINT guarantees_version_pkey PRIMARY KEY (id);


--
-- Name: hotspots_decision hotspots_decision_hotspot_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hotspots_decision
    ADD CONSTRAINT hotspots_decision_hotspot_id_key UNIQUE (hotspot_id);


--
-- Name: hotspots_decision hotspots_decision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hotspots_decision
    ADD CONSTRAINT hotspots_decision_pkey PRIMARY KEY (id);


--
-- Name: hotspots_hotspot hotspots_hotspot_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hotspots_hotspot
    ADD CONSTRAINT hotspots_hotspot_number_key UNIQUE (number);


--
-- Name: hotspots_hotspot hotspots_hotspot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hotspots_hotspot
    ADD CONSTRAINT hotspots_hotspot_pkey PRIMARY KEY (id);


--
-- Name: customers_identity identity_once_per_customer; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_identity
    ADD CONSTRAINT identity_once_per_customer UNIQUE (customer_id, kind, value);


--
-- Name: imports_badrow imports_badrow_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_badrow
    ADD CONSTRAINT imports_badrow_pkey PRIMARY KEY (id);


--
-- Name: imports_run imports_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_run
    ADD CONSTRAINT imports_run_pkey PRIMARY KEY (id);


--
-- Name: jobs_clockstate jobs_clockstate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.jobs_clockstate
    ADD CONSTRAINT jobs_clockstate_pkey PRIMARY KEY (id);


--
-- Name: people_spokenlanguage language_spoken_once_a_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_spokenlanguage
    ADD CONSTRAINT language_spoken_once_a_person UNIQUE (person_id, language);


--
-- Name: ledger_head ledger_head_day_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_day_key UNIQUE (day);


--
-- Name: ledger_head ledger_head_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_pkey PRIMARY KEY (id);


--
-- Name: ledger_posting ledger_posting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_posting
    ADD CONSTRAINT ledger_posting_pkey PRIMARY KEY (id);


--
-- Name: ledger_signingkey ledger_signingkey_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_signingkey
    ADD CONSTRAINT ledger_signingkey_name_key UNIQUE (name);


--
-- Name: ledger_signingkey ledger_signingkey_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_signingkey
    ADD CONSTRAINT ledger_signingkey_pkey PRIMARY KEY (id);


--
-- Name: ledger_transaction ledger_transaction_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_number_key UNIQUE (number);


--
-- Name: ledger_transaction ledger_transaction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_pkey PRIMARY KEY (id);


--
-- Name: ledger_transaction ledger_transaction_reverses_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_reverses_id_key UNIQUE (reverses_id);


--
-- Name: orders_line line_once_per_order; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_line
    ADD CONSTRAINT line_once_per_order UNIQUE (order_id, "position");


--
-- Name: channels_message message_once_per_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT message_once_per_channel UNIQUE (channel_id, external_id);


--
-- Name: metrics_compiled metrics_compiled_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.metrics_compiled
    ADD CONSTRAINT metrics_compiled_pkey PRIMARY KEY (id);


--
-- Name: mfa_authenticator mfa_authenticator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


--
-- Name: channels_nonce nonce_once_per_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_nonce
    ADD CONSTRAINT nonce_once_per_channel UNIQUE (channel_id, value);


--
-- Name: surveys_answer one_answer_per_question; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_answer
    ADD CONSTRAINT one_answer_per_question UNIQUE (invitation_id, question);


--
-- Name: compensation_apology one_apology_per_occasion; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_apology
    ADD CONSTRAINT one_apology_per_occasion UNIQUE (award_id, occasion);


--
-- Name: playbooks_day one_day_of_a_playbook; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_day
    ADD CONSTRAINT one_day_of_a_playbook UNIQUE (playbook_id, "on", currency);


--
-- Name: webhooks_delivery one_delivery_of_an_entry; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT one_delivery_of_an_entry UNIQUE (webhook_id, entry_id);


--
-- Name: conversations_draft one_draft_a_face; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations_draft
    ADD CONSTRAINT one_draft_a_face UNIQUE (case_id, person_id, face);


--
-- Name: outside_outsideevent one_event_per_source_and_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_outsideevent
    ADD CONSTRAINT one_event_per_source_and_id UNIQUE (source, external_id);


--
-- Name: experiments_exposure one_exposure_a_customer; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_exposure
    ADD CONSTRAINT one_exposure_a_customer UNIQUE (experiment_id, customer_id);


--
-- Name: topics_label one_label_per_text; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_label
    ADD CONSTRAINT one_label_per_text UNIQUE (source, text_id);


--
-- Name: people_membership one_membership_per_person_unit_role; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT one_membership_per_person_unit_role UNIQUE (person_id, unit_id, role_id);


--
-- Name: people_idempotentreply one_reply_per_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_idempotentreply
    ADD CONSTRAINT one_reply_per_key UNIQUE (actor_id, key);


--
-- Name: proposals_review one_review_a_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_review
    ADD CONSTRAINT one_review_a_person UNIQUE (proposal_id, reviewer_id);


--
-- Name: promises_review one_review_per_promise_and_period; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_review
    ADD CONSTRAINT one_review_per_promise_and_period UNIQUE (name, period_on);


--
-- Name: playbooks_run one_run_of_what_began_it; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT one_run_of_what_began_it UNIQUE (playbook_id, once);


--
-- Name: orders_order order_once_per_source; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT order_once_per_source UNIQUE (source, external_id);


--
-- Name: orders_line orders_line_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_line
    ADD CONSTRAINT orders_line_pkey PRIMARY KEY (id);


--
-- Name: orders_order orders_order_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_pkey PRIMARY KEY (id);


--
-- Name: people_hoursofday other_hours_once_a_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_hoursofday
    ADD CONSTRAINT other_hours_once_a_day UNIQUE (person_id, "on");


--
-- Name: outreach_outreach outreach_outreach_because_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_because_id_key UNIQUE (because_id);


--
-- Name: outreach_outreach outreach_outreach_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_pkey PRIMARY KEY (id);


--
-- Name: outside_outsideevent outside_outsideevent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_outsideevent
    ADD CONSTRAINT outside_outsideevent_pkey PRIMARY KEY (id);


--
-- Name: people_absence people_absence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_absence
    ADD CONSTRAINT people_absence_pkey PRIMARY KEY (id);


--
-- Name: people_assessment people_assessment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_assessment
    ADD CONSTRAINT people_assessment_pkey PRIMARY KEY (id);


--
-- Name: people_hoursofday people_hoursofday_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_hoursofday
    ADD CONSTRAINT people_hoursofday_pkey PRIMARY KEY (id);


--
-- Name: people_idempotentreply people_idempotentreply_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_idempotentreply
    ADD CONSTRAINT people_idempotentreply_pkey PRIMARY KEY (id);


--
-- Name: people_key people_key_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_key
    ADD CONSTRAINT people_key_digest_key UNIQUE (digest);


--
-- Name: people_key people_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_key
    ADD CONSTRAINT people_key_pkey PRIMARY KEY (id);


--
-- Name: people_membership people_membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_pkey PRIMARY KEY (id);


--
-- Name: people_person people_person_email_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_email_key UNIQUE (email);


--
-- Name: people_person people_person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);


--
-- Name: people_role people_role_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_role
    ADD CONSTRAINT people_role_key_key UNIQUE (key);


--
-- Name: people_role people_role_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_role
    ADD CONSTRAINT people_role_pkey PRIMARY KEY (id);


--
-- Name: people_skill people_skill_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_skill
    ADD CONSTRAINT people_skill_key_key UNIQUE (key);


--
-- Name: people_skill people_skill_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_skill
    ADD CONSTRAINT people_skill_pkey PRIMARY KEY (id);


--
-- Name: people_spokenlanguage people_spokenlanguage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_spokenlanguage
    ADD CONSTRAINT people_spokenlanguage_pkey PRIMARY KEY (id);


--
-- Name: people_team people_team_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_team
    ADD CONSTRAINT people_team_pkey PRIMARY KEY (id);


--
-- Name: people_unit people_unit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_unit
    ADD CONSTRAINT people_unit_pkey PRIMARY KEY (id);


--
-- Name: people_weeklyhours people_weeklyhours_person_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_weeklyhours
    ADD CONSTRAINT people_weeklyhours_person_id_key UNIQUE (person_id);


--
-- Name: people_weeklyhours people_weeklyhours_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_weeklyhours
    ADD CONSTRAINT people_weeklyhours_pkey PRIMARY KEY (id);


--
-- Name: phone_call phone_call_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_call
    ADD CONSTRAINT phone_call_pkey PRIMARY KEY (id);


--
-- Name: phone_scriptstep phone_scriptstep_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_scriptstep
    ADD CONSTRAINT phone_scriptstep_pkey PRIMARY KEY (id);


--
-- Name: playbooks_version playbook_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_version
    ADD CONSTRAINT playbook_version_once UNIQUE (key, number, digest);


--
-- Name: playbooks_day playbooks_day_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_day
    ADD CONSTRAINT playbooks_day_pkey PRIMARY KEY (id);


--
-- Name: playbooks_playbook playbooks_playbook_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_playbook
    ADD CONSTRAINT playbooks_playbook_key_key UNIQUE (key);


--
-- Name: playbooks_playbook playbooks_playbook_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_playbook
    ADD CONSTRAINT playbooks_playbook_pkey PRIMARY KEY (id);


--
-- Name: playbooks_run playbooks_run_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_number_key UNIQUE (number);


--
-- Name: playbooks_run playbooks_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_pkey PRIMARY KEY (id);


--
-- Name: playbooks_simulation playbooks_simulation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_simulation
    ADD CONSTRAINT playbooks_simulation_pkey PRIMARY KEY (id);


--
-- Name: playbooks_step playbooks_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_step
    ADD CONSTRAINT playbooks_step_pkey PRIMARY KEY (id);


--
-- Name: playbooks_switching playbooks_switching_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_switching
    ADD CONSTRAINT playbooks_switching_pkey PRIMARY KEY (id);


--
-- Name: playbooks_version playbooks_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_version
    ADD CONSTRAINT playbooks_version_pkey PRIMARY KEY (id);


--
-- Name: policies_trial policies_trial_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policies_trial
    ADD CONSTRAINT policies_trial_pkey PRIMARY KEY (id);


--
-- Name: policies_version policies_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policies_version
    ADD CONSTRAINT policies_version_pkey PRIMARY KEY (id);


--
-- Name: policies_version policy_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policies_version
    ADD CONSTRAINT policy_version_once UNIQUE (key, number);


--
-- Name: procrastinate_events procrastinate_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_jobs procrastinate_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


--
-- Name: procrastinate_workers procrastinate_workers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


--
-- Name: promises_acknowledgement promises_acknowledgement_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_acknowledgement
    ADD CONSTRAINT promises_acknowledgement_case_id_key UNIQUE (case_id);


--
-- Name: promises_acknowledgement promises_acknowledgement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_acknowledgement
    ADD CONSTRAINT promises_acknowledgement_pkey PRIMARY KEY (id);


--
-- Name: promises_almanac promises_almanac_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_almanac
    ADD CONSTRAINT promises_almanac_pkey PRIMARY KEY (id);


--
-- Name: promises_breach promises_breach_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_breach
    ADD CONSTRAINT promises_breach_pkey PRIMARY KEY (id);


--
-- Name: promises_breach promises_breach_promise_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_breach
    ADD CONSTRAINT promises_breach_promise_id_key UNIQUE (promise_id);


--
-- Name: promises_feed promises_feed_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_feed
    ADD CONSTRAINT promises_feed_key_key UNIQUE (key);


--
-- Name: promises_feed promises_feed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_feed
    ADD CONSTRAINT promises_feed_pkey PRIMARY KEY (id);


--
-- Name: promises_handover promises_handover_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_handover
    ADD CONSTRAINT promises_handover_pkey PRIMARY KEY (id);


--
-- Name: promises_notice promises_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_notice
    ADD CONSTRAINT promises_notice_pkey PRIMARY KEY (id);


--
-- Name: promises_notice promises_notice_promise_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_notice
    ADD CONSTRAINT promises_notice_promise_id_key UNIQUE (promise_id);


--
-- Name: promises_pause promises_pause_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_pause
    ADD CONSTRAINT promises_pause_pkey PRIMARY KEY (id);


--
-- Name: promises_promise promises_promise_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_pkey PRIMARY KEY (id);


--
-- Name: promises_review promises_review_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_review
    ADD CONSTRAINT promises_review_pkey PRIMARY KEY (id);


--
-- Name: promises_trying promises_trying_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_trying
    ADD CONSTRAINT promises_trying_pkey PRIMARY KEY (id);


--
-- Name: proposals_decision proposals_decision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_decision
    ADD CONSTRAINT proposals_decision_pkey PRIMARY KEY (id);


--
-- Name: proposals_decision proposals_decision_proposal_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_decision
    ADD CONSTRAINT proposals_decision_proposal_id_key UNIQUE (proposal_id);


--
-- Name: proposals_proposal proposals_proposal_because_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_because_id_key UNIQUE (because_id);


--
-- Name: proposals_proposal proposals_proposal_hotspot_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_hotspot_id_key UNIQUE (hotspot_id);


--
-- Name: proposals_proposal proposals_proposal_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_number_key UNIQUE (number);


--
-- Name: proposals_proposal proposals_proposal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_pkey PRIMARY KEY (id);


--
-- Name: proposals_review proposals_review_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_review
    ADD CONSTRAINT proposals_review_pkey PRIMARY KEY (id);


--
-- Name: surveys_refusedlink refused_link_counted_a_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_refusedlink
    ADD CONSTRAINT refused_link_counted_a_day UNIQUE NULLS NOT DISTINCT ("on", reason, invitation_id);


--
-- Name: routing_alarm routing_alarm_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_alarm
    ADD CONSTRAINT routing_alarm_pkey PRIMARY KEY (id);


--
-- Name: routing_overrun routing_overrun_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_overrun
    ADD CONSTRAINT routing_overrun_pkey PRIMARY KEY (id);


--
-- Name: routing_overrun routing_overrun_promise_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_overrun
    ADD CONSTRAINT routing_overrun_promise_id_key UNIQUE (promise_id);


--
-- Name: routing_placement routing_placement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_placement
    ADD CONSTRAINT routing_placement_pkey PRIMARY KEY (id);


--
-- Name: routing_placement routing_placement_wait_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_placement
    ADD CONSTRAINT routing_placement_wait_id_key UNIQUE (wait_id);


--
-- Name: routing_telling routing_telling_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_telling
    ADD CONSTRAINT routing_telling_pkey PRIMARY KEY (id);


--
-- Name: routing_wait routing_wait_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_wait
    ADD CONSTRAINT routing_wait_pkey PRIMARY KEY (id);


--
-- Name: complaints_seal sealed_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_seal
    ADD CONSTRAINT sealed_once UNIQUE (report_id, object_id);


--
-- Name: search_document search_document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_document
    ADD CONSTRAINT search_document_pkey PRIMARY KEY (id);


--
-- Name: complaints_statutoryclock statutory_clock_once_per_complaint; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_statutoryclock
    ADD CONSTRAINT statutory_clock_once_per_complaint UNIQUE (complaint_id, name);


--
-- Name: phone_scriptstep step_once_per_call; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_scriptstep
    ADD CONSTRAINT step_once_per_call UNIQUE (call_id, words);


--
-- Name: surveys_answer surveys_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_answer
    ADD CONSTRAINT surveys_answer_pkey PRIMARY KEY (id);


--
-- Name: surveys_change surveys_change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_change
    ADD CONSTRAINT surveys_change_pkey PRIMARY KEY (id);


--
-- Name: surveys_formversion surveys_formversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_formversion
    ADD CONSTRAINT surveys_formversion_pkey PRIMARY KEY (id);


--
-- Name: surveys_invitation surveys_invitation_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_message_id_key UNIQUE (message_id);


--
-- Name: surveys_invitation surveys_invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_pkey PRIMARY KEY (id);


--
-- Name: surveys_refusedlink surveys_refusedlink_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_refusedlink
    ADD CONSTRAINT surveys_refusedlink_pkey PRIMARY KEY (id);


--
-- Name: surveys_withheld surveys_withheld_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_withheld
    ADD CONSTRAINT surveys_withheld_pkey PRIMARY KEY (id);


--
-- Name: timeline_entry timeline_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timeline_entry
    ADD CONSTRAINT timeline_entry_pkey PRIMARY KEY (id);


--
-- Name: routing_telling told_once_of_an_alarm; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_telling
    ADD CONSTRAINT told_once_of_an_alarm UNIQUE (alarm_id, person_id);


--
-- Name: topics_correction topics_correction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_correction
    ADD CONSTRAINT topics_correction_pkey PRIMARY KEY (id);


--
-- Name: topics_label topics_label_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_label
    ADD CONSTRAINT topics_label_pkey PRIMARY KEY (id);


--
-- Name: topics_lexicon topics_lexicon_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_lexicon
    ADD CONSTRAINT topics_lexicon_number_key UNIQUE (number);


--
-- Name: topics_lexicon topics_lexicon_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_lexicon
    ADD CONSTRAINT topics_lexicon_pkey PRIMARY KEY (id);


--
-- Name: topics_topic topics_topic_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_topic
    ADD CONSTRAINT topics_topic_key_key UNIQUE (key);


--
-- Name: topics_topic topics_topic_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_topic
    ADD CONSTRAINT topics_topic_pkey PRIMARY KEY (id);


--
-- Name: value_bounds value_bounds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.value_bounds
    ADD CONSTRAINT value_bounds_pkey PRIMARY KEY (id);


--
-- Name: webhooks_attempt webhooks_attempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_attempt
    ADD CONSTRAINT webhooks_attempt_pkey PRIMARY KEY (id);


--
-- Name: webhooks_delivery webhooks_delivery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_pkey PRIMARY KEY (id);


--
-- Name: webhooks_disabling webhooks_disabling_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_disabling
    ADD CONSTRAINT webhooks_disabling_pkey PRIMARY KEY (id);


--
-- Name: webhooks_disabling webhooks_disabling_webhook_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_disabling
    ADD CONSTRAINT webhooks_disabling_webhook_id_key UNIQUE (webhook_id);


--
-- Name: webhooks_secret webhooks_secret_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_secret
    ADD CONSTRAINT webhooks_secret_pkey PRIMARY KEY (id);


--
-- Name: webhooks_webhook webhooks_webhook_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_webhook
    ADD CONSTRAINT webhooks_webhook_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress_email_03be32b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


--
-- Name: account_emailaddress_email_03be32b2_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


--
-- Name: account_emailaddress_user_id_2c513194; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


--
-- Name: account_emailconfirmation_email_address_id_5b7f8c58; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


--
-- Name: account_emailconfirmation_key_f43612bd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


--
-- Name: alarm_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alarm_by_time ON public.routing_alarm USING btree (at DESC, id DESC);


--
-- Name: alarm_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alarm_of_case ON public.routing_alarm USING btree (case_id, at DESC);


--
-- Name: alarm_of_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alarm_of_unit ON public.routing_alarm USING btree (unit_id, at DESC, id DESC);


--
-- Name: answer_by_kind_and_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX answer_by_kind_and_time ON public.surveys_answer USING btree (kind, at);


--
-- Name: apology_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX apology_of_customer ON public.compensation_apology USING btree (customer_id, template);


--
-- Name: approval_by_decision; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX approval_by_decision ON public.compensation_approval USING btree (decided_at DESC, id DESC);


--
-- Name: approval_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX approval_due ON public.compensation_approval USING btree (due_at) WHERE ((decided_at IS NULL) AND (due_at IS NOT NULL));


--
-- Name: approval_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX approval_waiting ON public.compensation_approval USING btree (asked_at, id) WHERE (decided_at IS NULL);


--
-- Name: arrival_of_message; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX arrival_of_message ON public.channels_arrival USING btree (message_id);


--
-- Name: arrival_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX arrival_waiting ON public.channels_arrival USING btree (state, arrived_at) WHERE (NOT ((state)::text = 'processed'::text));


--
-- Name: assessment_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessment_of_person ON public.people_assessment USING btree (person_id, skill_id, at DESC);


--
-- Name: attempts_of_delivery; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_of_delivery ON public.webhooks_attempt USING btree (delivery_id, id);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: award_by_giver; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX award_by_giver ON public.compensation_award USING btree (given_by_id, made_at DESC);


--
-- Name: award_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX award_by_time ON public.compensation_award USING btree (made_at DESC, id DESC);


--
-- Name: award_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX award_of_case ON public.compensation_award USING btree (case_id, made_at);


--
-- Name: award_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX award_of_customer ON public.compensation_award USING btree (customer_id, made_at DESC);


--
-- Name: award_out_of_budget; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX award_out_of_budget ON public.compensation_award USING btree (unit_id, currency, granted_at) INCLUDE (amount_minor) WHERE ((state)::text = 'granted'::text);


--
-- Name: award_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX award_waiting ON public.compensation_award USING btree (made_at DESC) WHERE ((state)::text = 'waiting'::text);


--
-- Name: bad_row_of_run; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bad_row_of_run ON public.imports_badrow USING btree (run_id, line);


--
-- Name: bounds_of_currency; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bounds_of_currency ON public.value_bounds USING btree (currency, at DESC);


--
-- Name: breach_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX breach_by_time ON public.promises_breach USING btree (breached_at DESC, id DESC);


--
-- Name: budget_in_force; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budget_in_force ON public.compensation_budget USING btree (unit_id, currency, set_at DESC, id DESC);


--
-- Name: call_back_made; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_back_made ON public.followup_callback USING btree (made_at DESC, id DESC) WHERE (made_at IS NOT NULL);


--
-- Name: call_back_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_back_of_case ON public.followup_callback USING btree (case_id);


--
-- Name: call_back_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_back_of_customer ON public.followup_callback USING btree (customer_id, asked_at DESC);


--
-- Name: call_back_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_back_waiting ON public.followup_callback USING btree (due_at, id) WHERE (made_at IS NULL);


--
-- Name: call_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_by_time ON public.phone_call USING btree (began_at DESC, id DESC);


--
-- Name: call_going_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_going_on ON public.phone_call USING btree (began_at) WHERE (ended_at IS NULL);


--
-- Name: call_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_of_customer ON public.phone_call USING btree (customer_id, began_at DESC);


--
-- Name: case_by_opening; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_by_opening ON public.cases_case USING btree (opened_at DESC, id DESC);


--
-- Name: case_done; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_done ON public.cases_case USING btree (resolved_at DESC, id DESC) WHERE (NOT ((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])));


--
-- Name: case_done_of_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_done_of_unit ON public.cases_case USING btree (unit_id, resolved_at DESC, id DESC) WHERE (NOT ((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])));


--
-- Name: case_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_due ON public.cases_case USING btree (next_due_at, id) WHERE (((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (next_due_at IS NOT NULL));


--
-- Name: case_due_of_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_due_of_unit ON public.cases_case USING btree (unit_id, next_due_at, id) WHERE (((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (next_due_at IS NOT NULL));


--
-- Name: case_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_of_customer ON public.cases_case USING btree (customer_id, opened_at DESC);


--
-- Name: case_of_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_of_session ON public.cases_case USING btree (channel_id, thread, opened_at DESC) WHERE (NOT ((thread)::text = ''::text));


--
-- Name: case_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_open ON public.cases_case USING btree (last_message_at DESC, id DESC) WHERE ((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[]));


--
-- Name: case_open_of_assignee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_open_of_assignee ON public.cases_case USING btree (assignee_id, last_message_at DESC, id DESC) WHERE ((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[]));


--
-- Name: case_open_of_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_open_of_unit ON public.cases_case USING btree (unit_id, last_message_at DESC, id DESC) WHERE ((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[]));


--
-- Name: case_open_unassigned; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_open_unassigned ON public.cases_case USING btree (unit_id, last_message_at DESC, id DESC) WHERE (((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (assignee_id IS NULL));


--
-- Name: case_to_close; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_to_close ON public.cases_case USING btree (resolved_at) WHERE ((status)::text = 'resolved'::text);


--
-- Name: case_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_waiting ON public.cases_case USING btree (waiting_since, id) WHERE (((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (waiting_since IS NOT NULL));


--
-- Name: case_waiting_of_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_waiting_of_unit ON public.cases_case USING btree (unit_id, waiting_since, id) WHERE (((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (waiting_since IS NOT NULL));


--
-- Name: cases_case_assignee_id_28343c2e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_assignee_id_28343c2e ON public.cases_case USING btree (assignee_id);


--
-- Name: cases_case_channel_id_04e45f90; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_channel_id_04e45f90 ON public.cases_case USING btree (channel_id);


--
-- Name: cases_case_customer_id_3e0cf925; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_customer_id_3e0cf925 ON public.cases_case USING btree (customer_id);


--
-- Name: cases_case_follows_id_431e3f59; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_follows_id_431e3f59 ON public.cases_case USING btree (follows_id);


--
-- Name: cases_case_team_id_60679476; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_team_id_60679476 ON public.cases_case USING btree (team_id);


--
-- Name: cases_case_unit_id_f34fc706; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_unit_id_f34fc706 ON public.cases_case USING btree (unit_id);


--
-- Name: cases_casemessage_case_id_d0c4cc0b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_casemessage_case_id_d0c4cc0b ON public.cases_casemessage USING btree (case_id);


--
-- Name: cases_closure_case_id_7fba52e5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_closure_case_id_7fba52e5 ON public.cases_closure USING btree (case_id);


--
-- Name: cases_grading_case_id_59cb3b49; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_grading_case_id_59cb3b49 ON public.cases_grading USING btree (case_id);


--
-- Name: cases_reopening_case_id_8ae8051e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_reopening_case_id_8ae8051e ON public.cases_reopening USING btree (case_id);


--
-- Name: cases_setaside_case_id_ac8ed319; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_setaside_case_id_ac8ed319 ON public.cases_setaside USING btree (case_id);


--
-- Name: cases_setaside_unit_id_82517a9b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_setaside_unit_id_82517a9b ON public.cases_setaside USING btree (unit_id);


--
-- Name: cause_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cause_by_time ON public.complaints_cause USING btree (at, kind);


--
-- Name: channels_arrival_channel_id_52088d7c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_arrival_channel_id_52088d7c ON public.channels_arrival USING btree (channel_id);


--
-- Name: channels_arrival_message_id_2b6f3cae; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_arrival_message_id_2b6f3cae ON public.channels_arrival USING btree (message_id);


--
-- Name: channels_attachment_message_id_b6c11d0e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_attachment_message_id_b6c11d0e ON public.channels_attachment USING btree (message_id);


--
-- Name: channels_channel_key_5eddb103_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_channel_key_5eddb103_like ON public.channels_channel USING btree (key varchar_pattern_ops);


--
-- Name: channels_channel_unit_id_0d1a7943; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_channel_unit_id_0d1a7943 ON public.channels_channel USING btree (unit_id);


--
-- Name: channels_delivery_because_id_3a7fe7b1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_delivery_because_id_3a7fe7b1 ON public.channels_delivery USING btree (because_id);


--
-- Name: channels_feed_channel_id_ccdd364e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_feed_channel_id_ccdd364e ON public.channels_feed USING btree (channel_id);


--
-- Name: channels_message_answers_id_da12b611; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_message_answers_id_da12b611 ON public.channels_message USING btree (answers_id);


--
-- Name: channels_message_by_person_id_9e35c860; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_message_by_person_id_9e35c860 ON public.channels_message USING btree (by_person_id);


--
-- Name: channels_message_channel_id_8465f8de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_message_channel_id_8465f8de ON public.channels_message USING btree (channel_id);


--
-- Name: channels_message_customer_id_03ad3d1d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_message_customer_id_03ad3d1d ON public.channels_message USING btree (customer_id);


--
-- Name: channels_nonce_channel_id_8d664219; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_nonce_channel_id_8d664219 ON public.channels_nonce USING btree (channel_id);


--
-- Name: channels_nonce_used_at_f54fd7ce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_nonce_used_at_f54fd7ce ON public.channels_nonce USING btree (used_at);


--
-- Name: channels_scan_digest_3ed6c485_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX channels_scan_digest_3ed6c485_like ON public.channels_scan USING btree (digest varchar_pattern_ops);


--
-- Name: closure_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX closure_of_case ON public.cases_closure USING btree (case_id, at DESC);


--
-- Name: compensation_apology_award_id_0db33d46; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_apology_award_id_0db33d46 ON public.compensation_apology USING btree (award_id);


--
-- Name: compensation_apology_customer_id_9e4bd0c2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_apology_customer_id_9e4bd0c2 ON public.compensation_apology USING btree (customer_id);


--
-- Name: compensation_approval_agreed_by_id_fc768318; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_approval_agreed_by_id_fc768318 ON public.compensation_approval USING btree (agreed_by_id);


--
-- Name: compensation_approval_decided_by_id_fe15bca8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_approval_decided_by_id_fe15bca8 ON public.compensation_approval USING btree (decided_by_id);


--
-- Name: compensation_approval_in_name_of_id_26236491; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_approval_in_name_of_id_26236491 ON public.compensation_approval USING btree (in_name_of_id);


--
-- Name: compensation_award_case_id_561c91ab; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_award_case_id_561c91ab ON public.compensation_award USING btree (case_id);


--
-- Name: compensation_award_customer_id_f7940f9b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_award_customer_id_f7940f9b ON public.compensation_award USING btree (customer_id);


--
-- Name: compensation_award_unit_id_01cd2e2c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_award_unit_id_01cd2e2c ON public.compensation_award USING btree (unit_id);


--
-- Name: compensation_budget_unit_id_b185543a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_budget_unit_id_b185543a ON public.compensation_budget USING btree (unit_id);


--
-- Name: compensation_deputy_deputy_id_08313964; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_deputy_deputy_id_08313964 ON public.compensation_deputy USING btree (deputy_id);


--
-- Name: compensation_deputy_person_id_feaf2f73; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_deputy_person_id_feaf2f73 ON public.compensation_deputy USING btree (person_id);


--
-- Name: compensation_escalation_approval_id_7f822a63; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_escalation_approval_id_7f822a63 ON public.compensation_escalation USING btree (approval_id);


--
-- Name: compensation_signal_customer_id_4b911cac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_signal_customer_id_4b911cac ON public.compensation_signal USING btree (customer_id);


--
-- Name: compensation_signal_judged_by_id_f461863d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_signal_judged_by_id_f461863d ON public.compensation_signal USING btree (judged_by_id);


--
-- Name: compensation_signal_person_id_762bb3ac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_signal_person_id_762bb3ac ON public.compensation_signal USING btree (person_id);


--
-- Name: compensation_signal_unit_id_e5fed0f1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX compensation_signal_unit_id_e5fed0f1 ON public.compensation_signal USING btree (unit_id);


--
-- Name: complaint_by_opening; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_by_opening ON public.complaints_complaint USING btree (opened_at DESC, id DESC);


--
-- Name: complaint_closed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_closed ON public.complaints_complaint USING btree (closed_at DESC, id DESC) WHERE (NOT ((state)::text = ANY ((ARRAY['received'::character varying, 'acknowledged'::character varying, 'assessed'::character varying, 'investigating'::character varying, 'answered'::character varying, 'decided'::character varying])::text[])));


--
-- Name: complaint_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_of_customer ON public.complaints_complaint USING btree (customer_id, opened_at DESC);


--
-- Name: complaint_of_matter; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_of_matter ON public.complaints_complaint USING btree (matter, opened_at);


--
-- Name: complaint_of_problem; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_of_problem ON public.complaints_complaint USING btree (problem_id, opened_at);


--
-- Name: complaint_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_open ON public.complaints_complaint USING btree (priority, opened_at, id) WHERE ((state)::text = ANY ((ARRAY['received'::character varying, 'acknowledged'::character varying, 'assessed'::character varying, 'investigating'::character varying, 'answered'::character varying, 'decided'::character varying])::text[]));


--
-- Name: complaint_open_of_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_open_of_owner ON public.complaints_complaint USING btree (owner_id, priority, opened_at, id) WHERE ((state)::text = ANY ((ARRAY['received'::character varying, 'acknowledged'::character varying, 'assessed'::character varying, 'investigating'::character varying, 'answered'::character varying, 'decided'::character varying])::text[]));


--
-- Name: complaint_unanswered; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaint_unanswered ON public.complaints_complaint USING btree (answer_due_at) WHERE (((state)::text = ANY ((ARRAY['received'::character varying, 'acknowledged'::character varying, 'assessed'::character varying, 'investigating'::character varying, 'answered'::character varying, 'decided'::character varying])::text[])) AND (answer_missed_at IS NULL) AND (first_answer_at IS NULL));


--
-- Name: complaints_alarm_person_id_7769aa50; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_alarm_person_id_7769aa50 ON public.complaints_alarm USING btree (person_id);


--
-- Name: complaints_alarm_report_id_86501a60; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_alarm_report_id_86501a60 ON public.complaints_alarm USING btree (report_id);


--
-- Name: complaints_complaint_because_id_e69b94ea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_complaint_because_id_e69b94ea ON public.complaints_complaint USING btree (because_id);


--
-- Name: complaints_complaint_customer_id_299bf0f5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_complaint_customer_id_299bf0f5 ON public.complaints_complaint USING btree (customer_id);


--
-- Name: complaints_complaint_owner_id_f72a6213; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_complaint_owner_id_f72a6213 ON public.complaints_complaint USING btree (owner_id);


--
-- Name: complaints_complaint_problem_id_34f34cef; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_complaint_problem_id_34f34cef ON public.complaints_complaint USING btree (problem_id);


--
-- Name: complaints_complaint_unit_id_89d23118; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_complaint_unit_id_89d23118 ON public.complaints_complaint USING btree (unit_id);


--
-- Name: complaints_correction_problem_id_ce32fc02; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_correction_problem_id_ce32fc02 ON public.complaints_correction USING btree (problem_id);


--
-- Name: complaints_evidence_complaint_id_45482388; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_evidence_complaint_id_45482388 ON public.complaints_evidence USING btree (complaint_id);


--
-- Name: complaints_evidence_step_id_143d0c97; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_evidence_step_id_143d0c97 ON public.complaints_evidence USING btree (step_id);


--
-- Name: complaints_problem_because_id_a283fa56; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_problem_because_id_a283fa56 ON public.complaints_problem USING btree (because_id);


--
-- Name: complaints_problem_follows_id_319d73fd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_problem_follows_id_319d73fd ON public.complaints_problem USING btree (follows_id);


--
-- Name: complaints_problem_owner_id_50b63be5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_problem_owner_id_50b63be5 ON public.complaints_problem USING btree (owner_id);


--
-- Name: complaints_problem_unit_id_ed215dbf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_problem_unit_id_ed215dbf ON public.complaints_problem USING btree (unit_id);


--
-- Name: complaints_proof_correction_id_90d2f250; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_proof_correction_id_90d2f250 ON public.complaints_proof USING btree (correction_id);


--
-- Name: complaints_proof_problem_id_be94a363; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_proof_problem_id_be94a363 ON public.complaints_proof USING btree (problem_id);


--
-- Name: complaints_safetyreport_case_id_df938c5b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_safetyreport_case_id_df938c5b ON public.complaints_safetyreport USING btree (case_id);


--
-- Name: complaints_safetyreport_unit_id_2ee990cd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_safetyreport_unit_id_2ee990cd ON public.complaints_safetyreport USING btree (unit_id);


--
-- Name: complaints_seal_report_id_f67e9fe3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_seal_report_id_f67e9fe3 ON public.complaints_seal USING btree (report_id);


--
-- Name: complaints_solution_complaint_id_579474ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_solution_complaint_id_579474ba ON public.complaints_solution USING btree (complaint_id);


--
-- Name: complaints_statutoryclock_complaint_id_20c5205d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_statutoryclock_complaint_id_20c5205d ON public.complaints_statutoryclock USING btree (complaint_id);


--
-- Name: complaints_step_complaint_id_10d65fab; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX complaints_step_complaint_id_10d65fab ON public.complaints_step USING btree (complaint_id);


--
-- Name: conversations_draft_case_id_90fdb654; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conversations_draft_case_id_90fdb654 ON public.conversations_draft USING btree (case_id);


--
-- Name: conversations_draft_person_id_f731caf4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conversations_draft_person_id_f731caf4 ON public.conversations_draft USING btree (person_id);


--
-- Name: conversations_note_case_id_5b5bc17b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conversations_note_case_id_5b5bc17b ON public.conversations_note USING btree (case_id);


--
-- Name: correction_of_problem; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX correction_of_problem ON public.complaints_correction USING btree (problem_id, in_effect_at DESC);


--
-- Name: customers_c_custome_285bb8_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_c_custome_285bb8_idx ON public.customers_consent USING btree (customer_id, purpose, at DESC);


--
-- Name: customers_consent_customer_id_e5c9af2d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_consent_customer_id_e5c9af2d ON public.customers_consent USING btree (customer_id);


--
-- Name: customers_customer_made_at_0bf8c30c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_customer_made_at_0bf8c30c ON public.customers_customer USING btree (made_at);


--
-- Name: customers_customer_whole_id_7678f4b0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_customer_whole_id_7678f4b0 ON public.customers_customer USING btree (whole_id);


--
-- Name: customers_i_kind_7e1d71_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_i_kind_7e1d71_idx ON public.customers_identity USING btree (kind, value);


--
-- Name: customers_identity_customer_id_b1e21f37; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_identity_customer_id_b1e21f37 ON public.customers_identity USING btree (customer_id);


--
-- Name: customers_merge_source_id_2621dad2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_merge_source_id_2621dad2 ON public.customers_merge USING btree (source_id);


--
-- Name: customers_merge_target_id_3de41076; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_merge_target_id_3de41076 ON public.customers_merge USING btree (target_id);


--
-- Name: customers_trait_because_id_01b967b8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_trait_because_id_01b967b8 ON public.customers_trait USING btree (because_id);


--
-- Name: customers_trait_customer_id_d9502fa2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX customers_trait_customer_id_d9502fa2 ON public.customers_trait USING btree (customer_id);


--
-- Name: deliveries_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deliveries_by_age ON public.webhooks_delivery USING btree (made_at);


--
-- Name: deliveries_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deliveries_due ON public.webhooks_delivery USING btree (webhook_id, next_at) WHERE (next_at IS NOT NULL);


--
-- Name: deliveries_of_webhook; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deliveries_of_webhook ON public.webhooks_delivery USING btree (webhook_id, made_at DESC, id DESC);


--
-- Name: deliveries_under_way; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deliveries_under_way ON public.webhooks_delivery USING btree (webhook_id) WHERE ((state)::text = 'sending'::text);


--
-- Name: delivery_leaving; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_leaving ON public.channels_delivery USING btree (claimed_at) WHERE ((state)::text = ANY ((ARRAY['sending'::character varying, 'unsure'::character varying])::text[]));


--
-- Name: delivery_sent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_sent ON public.channels_delivery USING btree (sent_at DESC);


--
-- Name: delivery_to; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_to ON public.channels_delivery USING btree (to_address, sent_at DESC);


--
-- Name: delivery_undo; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_undo ON public.channels_delivery USING btree (undo_until) WHERE (undo_until IS NOT NULL);


--
-- Name: delivery_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_waiting ON public.channels_delivery USING btree (state, next_at) WHERE (NOT ((state)::text = 'sent'::text));


--
-- Name: deputy_until; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deputy_until ON public.compensation_deputy USING btree (deputy_id, until_at);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: document_words; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX document_words ON public.search_document USING gin (words);


--
-- Name: entry_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_by_time ON public.timeline_entry USING btree (happened_at DESC);


--
-- Name: entry_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_of_customer ON public.timeline_entry USING btree (customer_id, happened_at DESC);


--
-- Name: entry_of_event; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_of_event ON public.timeline_entry USING btree (event, happened_at DESC);


--
-- Name: entry_of_root; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_of_root ON public.timeline_entry USING btree (root_id);


--
-- Name: entry_of_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_of_subject ON public.timeline_entry USING btree (subject_id);


--
-- Name: evidence_about; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX evidence_about ON public.guarantees_evidence USING btree (type, about, happened_at DESC);


--
-- Name: evidence_by_arrival; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX evidence_by_arrival ON public.guarantees_evidence USING btree (received_at DESC, id DESC);


--
-- Name: evidence_by_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX evidence_by_type ON public.guarantees_evidence USING btree (type, happened_at);


--
-- Name: experiment_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX experiment_by_time ON public.experiments_experiment USING btree (designed_at DESC, id DESC);


--
-- Name: experiments_experiment_proposal_id_e0106c7d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX experiments_experiment_proposal_id_e0106c7d ON public.experiments_experiment USING btree (proposal_id);


--
-- Name: experiments_exposure_because_id_49b4c97f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX experiments_exposure_because_id_49b4c97f ON public.experiments_exposure USING btree (because_id);


--
-- Name: experiments_exposure_customer_id_e04dbc03; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX experiments_exposure_customer_id_e04dbc03 ON public.experiments_exposure USING btree (customer_id);


--
-- Name: experiments_exposure_experiment_id_f46177d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX experiments_exposure_experiment_id_f46177d7 ON public.experiments_exposure USING btree (experiment_id);


--
-- Name: exposure_of_arm; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exposure_of_arm ON public.experiments_exposure USING btree (experiment_id, arm);


--
-- Name: feedback_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX feedback_by_time ON public.feedback_feedback USING btree (at DESC, id DESC);


--
-- Name: feedback_feedback_customer_id_1e58253a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX feedback_feedback_customer_id_1e58253a ON public.feedback_feedback USING btree (customer_id);


--
-- Name: feedback_feedback_unit_id_eaae93bb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX feedback_feedback_unit_id_eaae93bb ON public.feedback_feedback USING btree (unit_id);


--
-- Name: file_once_as_evidence; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX file_once_as_evidence ON public.complaints_evidence USING btree (complaint_id, attachment_id) WHERE (attachment_id IS NOT NULL);


--
-- Name: follow_up_done; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_done ON public.followup_followup USING btree (done_at DESC, id DESC) WHERE (done_at IS NOT NULL);


--
-- Name: follow_up_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_of_case ON public.followup_followup USING btree (case_id);


--
-- Name: follow_up_to_miss; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_to_miss ON public.followup_followup USING btree (due_at) WHERE ((done_at IS NULL) AND (missed_at IS NULL));


--
-- Name: follow_up_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_waiting ON public.followup_followup USING btree (due_at, id) WHERE (done_at IS NULL);


--
-- Name: followup_attempt_call_back_id_72e81a32; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_attempt_call_back_id_72e81a32 ON public.followup_attempt USING btree (call_back_id);


--
-- Name: followup_callback_because_id_7f2a9e1d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_callback_because_id_7f2a9e1d ON public.followup_callback USING btree (because_id);


--
-- Name: followup_callback_case_id_2211944c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_callback_case_id_2211944c ON public.followup_callback USING btree (case_id);


--
-- Name: followup_callback_customer_id_c32462af; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_callback_customer_id_c32462af ON public.followup_callback USING btree (customer_id);


--
-- Name: followup_callback_made_by_id_6bb3e491; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_callback_made_by_id_6bb3e491 ON public.followup_callback USING btree (made_by_id);


--
-- Name: followup_callback_unit_id_72c8b53f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_callback_unit_id_72c8b53f ON public.followup_callback USING btree (unit_id);


--
-- Name: followup_followup_because_id_f8f9b03f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_followup_because_id_f8f9b03f ON public.followup_followup USING btree (because_id);


--
-- Name: followup_followup_case_id_911a1dff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_followup_case_id_911a1dff ON public.followup_followup USING btree (case_id);


--
-- Name: followup_followup_customer_id_bb126699; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_followup_customer_id_bb126699 ON public.followup_followup USING btree (customer_id);


--
-- Name: followup_followup_done_by_id_8b84701f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_followup_done_by_id_8b84701f ON public.followup_followup USING btree (done_by_id);


--
-- Name: followup_followup_unit_id_e2c67110; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_followup_unit_id_e2c67110 ON public.followup_followup USING btree (unit_id);


--
-- Name: followup_plan_rebound_id_39ed0dea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_plan_rebound_id_39ed0dea ON public.followup_plan USING btree (rebound_id);


--
-- Name: followup_rebound_case_id_31a88385; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_rebound_case_id_31a88385 ON public.followup_rebound USING btree (case_id);


--
-- Name: followup_rebound_customer_id_ebeaa23f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_rebound_customer_id_ebeaa23f ON public.followup_rebound USING btree (customer_id);


--
-- Name: followup_rebound_unit_id_870e6e48; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_rebound_unit_id_870e6e48 ON public.followup_rebound USING btree (unit_id);


--
-- Name: followup_reviewreply_approved_by_id_07888d21; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_reviewreply_approved_by_id_07888d21 ON public.followup_reviewreply USING btree (approved_by_id);


--
-- Name: followup_reviewreply_because_id_2744ed7c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_reviewreply_because_id_2744ed7c ON public.followup_reviewreply USING btree (because_id);


--
-- Name: followup_reviewreply_customer_id_cba187d0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_reviewreply_customer_id_cba187d0 ON public.followup_reviewreply USING btree (customer_id);


--
-- Name: followup_reviewreply_drafted_by_id_aebcc0b9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_reviewreply_drafted_by_id_aebcc0b9 ON public.followup_reviewreply USING btree (drafted_by_id);


--
-- Name: followup_reviewreply_posted_by_id_254187d2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_reviewreply_posted_by_id_254187d2 ON public.followup_reviewreply USING btree (posted_by_id);


--
-- Name: followup_reviewreply_unit_id_4a761244; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX followup_reviewreply_unit_id_4a761244 ON public.followup_reviewreply USING btree (unit_id);


--
-- Name: grading_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grading_of_case ON public.cases_grading USING btree (case_id, at DESC);


--
-- Name: guarantees_evidence_customer_id_56c8d2a6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guarantees_evidence_customer_id_56c8d2a6 ON public.guarantees_evidence USING btree (customer_id);


--
-- Name: guarantees_evidence_unit_id_a8efab5e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guarantees_evidence_unit_id_a8efab5e ON public.guarantees_evidence USING btree (unit_id);


--
-- Name: guarantees_guarantee_key_99c3423d_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guarantees_guarantee_key_99c3423d_like ON public.guarantees_guarantee USING btree (key varchar_pattern_ops);


--
-- Name: guarantees_return_customer_id_a257238b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guarantees_return_customer_id_a257238b ON public.guarantees_return USING btree (customer_id);


--
-- Name: guarantees_return_order_id_098e2bb5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guarantees_return_order_id_098e2bb5 ON public.guarantees_return USING btree (order_id);


--
-- Name: guarantees_version_guarantee_id_949fe1c8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guarantees_version_guarantee_id_949fe1c8 ON public.guarantees_version USING btree (guarantee_id);


--
-- Name: handover_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX handover_of_case ON public.promises_handover USING btree (case_id, from_at);


--
-- Name: handover_running_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX handover_running_due ON public.promises_handover USING btree (due_at, id) WHERE ((due_at IS NOT NULL) AND (overdue_at IS NULL) AND (until_at IS NULL));


--
-- Name: head_of_booking; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX head_of_booking ON public.ledger_head USING btree (last, first);


--
-- Name: hotspot_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX hotspot_by_time ON public.hotspots_hotspot USING btree (found_at DESC, id DESC);


--
-- Name: hotspots_hotspot_unit_id_e59e5d3b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX hotspots_hotspot_unit_id_e59e5d3b ON public.hotspots_hotspot USING btree (unit_id);


--
-- Name: idx_procrastinate_jobs_worker_not_null; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


--
-- Name: idx_procrastinate_workers_last_heartbeat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


--
-- Name: import_run_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_run_by_time ON public.imports_run USING btree (started_at DESC, id DESC);


--
-- Name: invitation_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitation_by_time ON public.surveys_invitation USING btree (invited_at DESC, id DESC);


--
-- Name: invitation_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitation_of_customer ON public.surveys_invitation USING btree (customer_id, invited_at DESC);


--
-- Name: invited_once_because; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX invited_once_because ON public.surveys_invitation USING btree (because_id, form_key) WHERE (because_id IS NOT NULL);


--
-- Name: label_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX label_by_time ON public.topics_label USING btree (at, topic, unit_id, mood_label);


--
-- Name: label_of_topic; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX label_of_topic ON public.topics_label USING btree (topic, at DESC, id DESC);


--
-- Name: ledger_check_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_check_by_time ON public.audits_ledgercheck USING btree (at DESC, id DESC);


--
-- Name: ledger_head_key_id_fe779bef; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_head_key_id_fe779bef ON public.ledger_head USING btree (key_id);


--
-- Name: ledger_posting_customer_id_00e4146c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_posting_customer_id_00e4146c ON public.ledger_posting USING btree (customer_id);


--
-- Name: ledger_posting_transaction_id_cde13cac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_posting_transaction_id_cde13cac ON public.ledger_posting USING btree (transaction_id);


--
-- Name: ledger_signingkey_name_9fc89133_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_signingkey_name_9fc89133_like ON public.ledger_signingkey USING btree (name varchar_pattern_ops);


--
-- Name: ledger_transaction_about_id_c6359394; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_transaction_about_id_c6359394 ON public.ledger_transaction USING btree (about_id);


--
-- Name: ledger_transaction_because_id_c253f1d0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_transaction_because_id_c253f1d0 ON public.ledger_transaction USING btree (because_id);


--
-- Name: merged_into_one_only; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX merged_into_one_only ON public.customers_merge USING btree (source_id) WHERE (undone_at IS NULL);


--
-- Name: message_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX message_of_case ON public.cases_casemessage USING btree (case_id, at);


--
-- Name: message_of_channel; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX message_of_channel ON public.channels_message USING btree (channel_id, direction, at DESC);


--
-- Name: message_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX message_of_customer ON public.channels_message USING btree (customer_id, at DESC);


--
-- Name: message_of_thread; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX message_of_thread ON public.channels_message USING btree (channel_id, thread, at);


--
-- Name: mfa_authenticator_user_id_0c3a50c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


--
-- Name: note_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX note_of_case ON public.conversations_note USING btree (case_id, at);


--
-- Name: one_active_channel_per_mailbox; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_active_channel_per_mailbox ON public.channels_channel USING btree (address) WHERE (active AND ((kind)::text = 'email'::text));


--
-- Name: one_experiment_a_policy; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_experiment_a_policy ON public.experiments_experiment USING btree (policy_key) WHERE ((state)::text = 'running'::text);


--
-- Name: one_first_reply_promise_per_case; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_first_reply_promise_per_case ON public.promises_promise USING btree (case_id) WHERE ((name)::text = 'first_reply'::text);


--
-- Name: one_handover_at_a_time; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_handover_at_a_time ON public.promises_handover USING btree (case_id) WHERE (until_at IS NULL);


--
-- Name: one_lasting_secret; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_lasting_secret ON public.webhooks_secret USING btree (webhook_id) WHERE (until_at IS NULL);


--
-- Name: one_next_update_at_a_time; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_next_update_at_a_time ON public.promises_promise USING btree (case_id) WHERE (((name)::text = 'next_update'::text) AND ((state)::text = ANY ((ARRAY['pending'::character varying, 'warned'::character varying, 'noticed'::character varying, 'paused'::character varying])::text[])));


--
-- Name: one_open_absence; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_absence ON public.people_absence USING btree (person_id) WHERE (until_at IS NULL);


--
-- Name: one_open_case_per_session; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_case_per_session ON public.cases_case USING btree (channel_id, thread) WHERE (((status)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_other'::character varying])::text[])) AND (NOT ((thread)::text = ''::text)));


--
-- Name: one_open_hotspot_per_topic; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_hotspot_per_topic ON public.hotspots_hotspot USING btree (topic) WHERE ((state)::text = 'open'::text);


--
-- Name: one_open_outreach_per_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_outreach_per_customer ON public.outreach_outreach USING btree (customer_id) WHERE (NOT ((state)::text = 'made'::text));


--
-- Name: one_open_pause_per_promise; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_pause_per_promise ON public.promises_pause USING btree (promise_id) WHERE (until_at IS NULL);


--
-- Name: one_open_placement_per_case; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_placement_per_case ON public.routing_placement USING btree (case_id) WHERE (ended_at IS NULL);


--
-- Name: one_open_problem_per_cause; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_problem_per_cause ON public.complaints_problem USING btree (matter, cause) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'acting'::character varying])::text[]));


--
-- Name: one_open_review_per_promise; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_review_per_promise ON public.promises_review USING btree (name) WHERE (decided_at IS NULL);


--
-- Name: one_open_signal_a_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_signal_a_key ON public.compensation_signal USING btree (key) WHERE (judged_at IS NULL);


--
-- Name: one_open_solution_per_complaint; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_solution_per_complaint ON public.complaints_solution USING btree (complaint_id) WHERE ((state)::text = 'proposed'::text);


--
-- Name: one_open_wait_per_case; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_wait_per_case ON public.routing_wait USING btree (case_id) WHERE (ended_at IS NULL);


--
-- Name: one_rebound_at_a_time; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_rebound_at_a_time ON public.followup_rebound USING btree (customer_id) WHERE (back_at IS NULL);


--
-- Name: one_trait_in_force; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_trait_in_force ON public.customers_trait USING btree (customer_id, name) WHERE (until_at IS NULL);


--
-- Name: one_trial_a_policy; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_trial_a_policy ON public.policies_trial USING btree (key) WHERE (until_at IS NULL);


--
-- Name: order_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_by_time ON public.orders_order USING btree (placed_at);


--
-- Name: order_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_of_customer ON public.orders_order USING btree (customer_id, placed_at DESC);


--
-- Name: orders_order_unit_id_8bb51f99; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_order_unit_id_8bb51f99 ON public.orders_order USING btree (unit_id);


--
-- Name: outreach_made; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_made ON public.outreach_outreach USING btree (made_at DESC, id DESC) WHERE ((state)::text = 'made'::text);


--
-- Name: outreach_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_of_customer ON public.outreach_outreach USING btree (customer_id, asked_at DESC);


--
-- Name: outreach_outreach_assigned_id_813aedb9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_outreach_assigned_id_813aedb9 ON public.outreach_outreach USING btree (assigned_id);


--
-- Name: outreach_outreach_case_id_f13c848f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_outreach_case_id_f13c848f ON public.outreach_outreach USING btree (case_id);


--
-- Name: outreach_outreach_customer_id_e0f8dde4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_outreach_customer_id_e0f8dde4 ON public.outreach_outreach USING btree (customer_id);


--
-- Name: outreach_outreach_unit_id_293b5ee2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_outreach_unit_id_293b5ee2 ON public.outreach_outreach USING btree (unit_id);


--
-- Name: outreach_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outreach_waiting ON public.outreach_outreach USING btree (due_at, id) WHERE (NOT ((state)::text = 'made'::text));


--
-- Name: outside_by_arrival; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outside_by_arrival ON public.outside_outsideevent USING btree (received_at DESC, id DESC);


--
-- Name: outside_by_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outside_by_type ON public.outside_outsideevent USING btree (type, happened_at DESC);


--
-- Name: outside_outsideevent_customer_id_36432bcc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outside_outsideevent_customer_id_36432bcc ON public.outside_outsideevent USING btree (customer_id);


--
-- Name: outside_outsideevent_unit_id_69974612; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outside_outsideevent_unit_id_69974612 ON public.outside_outsideevent USING btree (unit_id);


--
-- Name: overrun_to_ring; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX overrun_to_ring ON public.routing_overrun USING btree (at) WHERE (rung_at IS NULL);


--
-- Name: people_absence_person_id_83bbf6a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_absence_person_id_83bbf6a9 ON public.people_absence USING btree (person_id);


--
-- Name: people_assessment_person_id_4bd20a8b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_assessment_person_id_4bd20a8b ON public.people_assessment USING btree (person_id);


--
-- Name: people_assessment_skill_id_e7b58b5c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_assessment_skill_id_e7b58b5c ON public.people_assessment USING btree (skill_id);


--
-- Name: people_hoursofday_person_id_135a2259; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_hoursofday_person_id_135a2259 ON public.people_hoursofday USING btree (person_id);


--
-- Name: people_idempotentreply_at_0e9e05a7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_idempotentreply_at_0e9e05a7 ON public.people_idempotentreply USING btree (at);


--
-- Name: people_key_digest_f05efced_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_key_digest_f05efced_like ON public.people_key USING btree (digest varchar_pattern_ops);


--
-- Name: people_key_made_by_id_25356c88; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_key_made_by_id_25356c88 ON public.people_key USING btree (made_by_id);


--
-- Name: people_key_unit_id_96796b36; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_key_unit_id_96796b36 ON public.people_key USING btree (unit_id);


--
-- Name: people_membership_person_id_dd6d28d1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_membership_person_id_dd6d28d1 ON public.people_membership USING btree (person_id);


--
-- Name: people_membership_role_id_767ca7d6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_membership_role_id_767ca7d6 ON public.people_membership USING btree (role_id);


--
-- Name: people_membership_team_id_61ae9260; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_membership_team_id_61ae9260 ON public.people_membership USING btree (team_id);


--
-- Name: people_membership_unit_id_17e4545d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_membership_unit_id_17e4545d ON public.people_membership USING btree (unit_id);


--
-- Name: people_person_email_cdc75531_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_person_email_cdc75531_like ON public.people_person USING btree (email varchar_pattern_ops);


--
-- Name: people_role_key_2c84929e_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_role_key_2c84929e_like ON public.people_role USING btree (key varchar_pattern_ops);


--
-- Name: people_skill_key_47653ab1_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_skill_key_47653ab1_like ON public.people_skill USING btree (key varchar_pattern_ops);


--
-- Name: people_spokenlanguage_person_id_d3681d90; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_spokenlanguage_person_id_d3681d90 ON public.people_spokenlanguage USING btree (person_id);


--
-- Name: people_team_unit_id_0fe74739; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_team_unit_id_0fe74739 ON public.people_team USING btree (unit_id);


--
-- Name: people_unit_parent_id_4456c6e4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_unit_parent_id_4456c6e4 ON public.people_unit USING btree (parent_id);


--
-- Name: phone_call_channel_id_88e74103; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX phone_call_channel_id_88e74103 ON public.phone_call USING btree (channel_id);


--
-- Name: phone_call_customer_id_b21d07e3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX phone_call_customer_id_b21d07e3 ON public.phone_call USING btree (customer_id);


--
-- Name: phone_call_message_id_090bc704; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX phone_call_message_id_090bc704 ON public.phone_call USING btree (message_id);


--
-- Name: phone_call_person_id_094a82e9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX phone_call_person_id_094a82e9 ON public.phone_call USING btree (person_id);


--
-- Name: phone_scriptstep_by_person_id_d9a6157e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX phone_scriptstep_by_person_id_d9a6157e ON public.phone_scriptstep USING btree (by_person_id);


--
-- Name: phone_scriptstep_call_id_3596cf96; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX phone_scriptstep_call_id_3596cf96 ON public.phone_scriptstep USING btree (call_id);


--
-- Name: placement_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX placement_of_case ON public.routing_placement USING btree (case_id, at DESC);


--
-- Name: placement_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX placement_of_person ON public.routing_placement USING btree (person_id, at DESC);


--
-- Name: placement_to_look_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX placement_to_look_at ON public.routing_placement USING btree (look_at) WHERE ((ended_at IS NULL) AND (look_at IS NOT NULL));


--
-- Name: playbook_next; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbook_next ON public.playbooks_playbook USING btree (next_at) WHERE (next_at IS NOT NULL);


--
-- Name: playbook_number_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX playbook_number_once ON public.playbooks_version USING btree (key, number) WHERE (number > 0);


--
-- Name: playbooks_day_playbook_id_cd631880; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_day_playbook_id_cd631880 ON public.playbooks_day USING btree (playbook_id);


--
-- Name: playbooks_playbook_key_31678037_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_playbook_key_31678037_like ON public.playbooks_playbook USING btree (key varchar_pattern_ops);


--
-- Name: playbooks_playbook_version_id_6e1582d3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_playbook_version_id_6e1582d3 ON public.playbooks_playbook USING btree (version_id);


--
-- Name: playbooks_run_because_id_2ca5b233; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_run_because_id_2ca5b233 ON public.playbooks_run USING btree (because_id);


--
-- Name: playbooks_run_customer_id_bed2db6a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_run_customer_id_bed2db6a ON public.playbooks_run USING btree (customer_id);


--
-- Name: playbooks_run_playbook_id_bab0f2c2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_run_playbook_id_bab0f2c2 ON public.playbooks_run USING btree (playbook_id);


--
-- Name: playbooks_run_unit_id_28e60b8d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_run_unit_id_28e60b8d ON public.playbooks_run USING btree (unit_id);


--
-- Name: playbooks_run_version_id_c75019a8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_run_version_id_c75019a8 ON public.playbooks_run USING btree (version_id);


--
-- Name: playbooks_step_run_id_0d70f69a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_step_run_id_0d70f69a ON public.playbooks_step USING btree (run_id);


--
-- Name: playbooks_switching_playbook_id_16f56958; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX playbooks_switching_playbook_id_16f56958 ON public.playbooks_switching USING btree (playbook_id);


--
-- Name: posting_of_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_of_account ON public.ledger_posting USING btree (account, currency) INCLUDE (amount);


--
-- Name: posting_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_of_customer ON public.ledger_posting USING btree (customer_id, account);


--
-- Name: problem_by_opening; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX problem_by_opening ON public.complaints_problem USING btree (opened_at DESC, id DESC);


--
-- Name: problem_of_matter; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX problem_of_matter ON public.complaints_problem USING btree (matter, opened_at DESC);


--
-- Name: procrastinate_events_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


--
-- Name: procrastinate_jobs_id_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


--
-- Name: procrastinate_jobs_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_priority_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_queue_name_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


--
-- Name: procrastinate_jobs_queueing_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_periodic_defers_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


--
-- Name: promise_by_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promise_by_due ON public.promises_promise USING btree (due_at, id);


--
-- Name: promise_by_start; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promise_by_start ON public.promises_promise USING btree (name, started_at, id);


--
-- Name: promise_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promise_of_case ON public.promises_promise USING btree (case_id, started_at);


--
-- Name: promise_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promise_of_customer ON public.promises_promise USING btree (customer_id, due_at DESC);


--
-- Name: promise_running_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promise_running_due ON public.promises_promise USING btree (due_at, id) WHERE ((state)::text = ANY ((ARRAY['pending'::character varying, 'warned'::character varying, 'noticed'::character varying])::text[]));


--
-- Name: promise_to_warn; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promise_to_warn ON public.promises_promise USING btree (warn_at) WHERE ((state)::text = 'pending'::text);


--
-- Name: promises_acknowledgement_promise_id_2a80373d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_acknowledgement_promise_id_2a80373d ON public.promises_acknowledgement USING btree (promise_id);


--
-- Name: promises_feed_key_cd3290bc_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_feed_key_cd3290bc_like ON public.promises_feed USING btree (key varchar_pattern_ops);


--
-- Name: promises_handover_case_id_034f9d02; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_handover_case_id_034f9d02 ON public.promises_handover USING btree (case_id);


--
-- Name: promises_pause_promise_id_4d69ff73; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_pause_promise_id_4d69ff73 ON public.promises_pause USING btree (promise_id);


--
-- Name: promises_promise_case_id_0f297d20; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_promise_case_id_0f297d20 ON public.promises_promise USING btree (case_id);


--
-- Name: promises_promise_customer_id_946d8924; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_promise_customer_id_946d8924 ON public.promises_promise USING btree (customer_id);


--
-- Name: promises_promise_unit_id_f1c4b315; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX promises_promise_unit_id_f1c4b315 ON public.promises_promise USING btree (unit_id);


--
-- Name: proof_of_problem; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proof_of_problem ON public.complaints_proof USING btree (problem_id, at DESC);


--
-- Name: proposal_by_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposal_by_state ON public.proposals_proposal USING btree (state, drafted_at DESC);


--
-- Name: proposal_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposal_by_time ON public.proposals_proposal USING btree (drafted_at DESC, id DESC);


--
-- Name: proposals_decision_by_person_id_4189ce67; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposals_decision_by_person_id_4189ce67 ON public.proposals_decision USING btree (by_person_id);


--
-- Name: proposals_proposal_author_id_200f43b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposals_proposal_author_id_200f43b2 ON public.proposals_proposal USING btree (author_id);


--
-- Name: proposals_proposal_unit_id_a72df36f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposals_proposal_unit_id_a72df36f ON public.proposals_proposal USING btree (unit_id);


--
-- Name: proposals_review_proposal_id_e1491c68; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposals_review_proposal_id_e1491c68 ON public.proposals_review USING btree (proposal_id);


--
-- Name: proposals_review_reviewer_id_1ded1606; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proposals_review_reviewer_id_1ded1606 ON public.proposals_review USING btree (reviewer_id);


--
-- Name: rebound_back; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rebound_back ON public.followup_rebound USING btree (back_at DESC, id DESC) WHERE (back_at IS NOT NULL);


--
-- Name: rebound_by_failure; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rebound_by_failure ON public.followup_rebound USING btree (failed_at);


--
-- Name: rebound_not_back; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rebound_not_back ON public.followup_rebound USING btree (replan_at, id) WHERE (back_at IS NULL);


--
-- Name: rebound_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rebound_of_customer ON public.followup_rebound USING btree (customer_id, failed_at DESC);


--
-- Name: reopening_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reopening_of_case ON public.cases_reopening USING btree (case_id, at DESC);


--
-- Name: return_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX return_by_time ON public.guarantees_return USING btree (asked_at DESC, id DESC);


--
-- Name: return_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX return_of_customer ON public.guarantees_return USING btree (customer_id, asked_at DESC);


--
-- Name: returned_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX returned_once ON public.guarantees_return USING btree (order_id, product) WHERE ((verdict)::text = 'covered'::text);


--
-- Name: review_reply_posted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX review_reply_posted ON public.followup_reviewreply USING btree (posted_at DESC, id DESC) WHERE (posted_at IS NOT NULL);


--
-- Name: review_reply_to_miss; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX review_reply_to_miss ON public.followup_reviewreply USING btree (due_at) WHERE ((missed_at IS NULL) AND (posted_at IS NULL));


--
-- Name: review_reply_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX review_reply_waiting ON public.followup_reviewreply USING btree (due_at, id) WHERE (posted_at IS NULL);


--
-- Name: routing_alarm_case_id_56e6f74a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_alarm_case_id_56e6f74a ON public.routing_alarm USING btree (case_id);


--
-- Name: routing_alarm_handed_to_id_7ab421b7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_alarm_handed_to_id_7ab421b7 ON public.routing_alarm USING btree (handed_to_id);


--
-- Name: routing_alarm_unit_id_53510e34; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_alarm_unit_id_53510e34 ON public.routing_alarm USING btree (unit_id);


--
-- Name: routing_placement_case_id_3bde9e47; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_placement_case_id_3bde9e47 ON public.routing_placement USING btree (case_id);


--
-- Name: routing_placement_person_id_2ddc1e4d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_placement_person_id_2ddc1e4d ON public.routing_placement USING btree (person_id);


--
-- Name: routing_telling_alarm_id_dff23434; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_telling_alarm_id_dff23434 ON public.routing_telling USING btree (alarm_id);


--
-- Name: routing_telling_person_id_08d60ba9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_telling_person_id_08d60ba9 ON public.routing_telling USING btree (person_id);


--
-- Name: routing_wait_case_id_b5292285; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_wait_case_id_b5292285 ON public.routing_wait USING btree (case_id);


--
-- Name: routing_wait_unit_id_b814084b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX routing_wait_unit_id_b814084b ON public.routing_wait USING btree (unit_id);


--
-- Name: run_about; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_about ON public.playbooks_run USING btree (subject_id, started_at DESC);


--
-- Name: run_awaits; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_awaits ON public.playbooks_run USING btree (awaits_id) WHERE (awaits_id IS NOT NULL);


--
-- Name: run_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_by_time ON public.playbooks_run USING btree (started_at DESC, id DESC);


--
-- Name: run_of_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_of_customer ON public.playbooks_run USING btree (playbook_id, customer_id, started_at DESC);


--
-- Name: run_of_playbook; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_of_playbook ON public.playbooks_run USING btree (playbook_id, started_at DESC, id DESC);


--
-- Name: run_wakes; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_wakes ON public.playbooks_run USING btree (wakes_at) WHERE (wakes_at IS NOT NULL);


--
-- Name: safety_report_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX safety_report_by_time ON public.complaints_safetyreport USING btree (at DESC, id DESC);


--
-- Name: safety_report_of_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX safety_report_of_case ON public.complaints_safetyreport USING btree (case_id, at DESC);


--
-- Name: search_document_customer_id_067fca70; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX search_document_customer_id_067fca70 ON public.search_document USING btree (customer_id);


--
-- Name: set_aside_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX set_aside_waiting ON public.cases_setaside USING btree (unit_id, at DESC, id DESC) WHERE ((case_id IS NULL) AND (dismissed_at IS NULL));


--
-- Name: signal_judged; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signal_judged ON public.compensation_signal USING btree (judged_at DESC, id DESC) WHERE (judged_at IS NOT NULL);


--
-- Name: signal_of_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signal_of_key ON public.compensation_signal USING btree (key, newest_at DESC);


--
-- Name: signal_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signal_open ON public.compensation_signal USING btree (found_at DESC, id DESC) WHERE (judged_at IS NULL);


--
-- Name: simulation_of_playbook; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX simulation_of_playbook ON public.playbooks_simulation USING btree (key, asked_at DESC);


--
-- Name: solution_of_complaint; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX solution_of_complaint ON public.complaints_solution USING btree (complaint_id, proposed_at DESC);


--
-- Name: solution_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX solution_waiting ON public.complaints_solution USING btree (next_at) WHERE (next_at IS NOT NULL);


--
-- Name: statutory_clock_running; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statutory_clock_running ON public.complaints_statutoryclock USING btree (due_at) WHERE ((met_at IS NULL) AND (missed_at IS NULL));


--
-- Name: step_of_complaint; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX step_of_complaint ON public.complaints_step USING btree (complaint_id, at, id);


--
-- Name: step_to_do; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX step_to_do ON public.playbooks_step USING btree (began_at, id) WHERE (by_hand AND ((state)::text = 'waiting'::text));


--
-- Name: surveys_answer_invitation_id_9bcaccb7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_answer_invitation_id_9bcaccb7 ON public.surveys_answer USING btree (invitation_id);


--
-- Name: surveys_change_answer_id_9beebc7d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_change_answer_id_9beebc7d ON public.surveys_change USING btree (answer_id);


--
-- Name: surveys_invitation_about_id_378415d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_invitation_about_id_378415d5 ON public.surveys_invitation USING btree (about_id);


--
-- Name: surveys_invitation_because_id_dac7121e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_invitation_because_id_dac7121e ON public.surveys_invitation USING btree (because_id);


--
-- Name: surveys_invitation_case_id_0adf7a52; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_invitation_case_id_0adf7a52 ON public.surveys_invitation USING btree (case_id);


--
-- Name: surveys_invitation_customer_id_070370bb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_invitation_customer_id_070370bb ON public.surveys_invitation USING btree (customer_id);


--
-- Name: surveys_invitation_unit_id_0781117e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_invitation_unit_id_0781117e ON public.surveys_invitation USING btree (unit_id);


--
-- Name: surveys_invitation_version_id_039d9d4d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_invitation_version_id_039d9d4d ON public.surveys_invitation USING btree (version_id);


--
-- Name: surveys_refusedlink_invitation_id_806cade6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_refusedlink_invitation_id_806cade6 ON public.surveys_refusedlink USING btree (invitation_id);


--
-- Name: surveys_withheld_at_f96e5d28; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_withheld_at_f96e5d28 ON public.surveys_withheld USING btree (at);


--
-- Name: surveys_withheld_because_id_8bcc0ffa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_withheld_because_id_8bcc0ffa ON public.surveys_withheld USING btree (because_id);


--
-- Name: surveys_withheld_customer_id_c53e4d80; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_withheld_customer_id_c53e4d80 ON public.surveys_withheld USING btree (customer_id);


--
-- Name: surveys_withheld_unit_id_13da20e2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX surveys_withheld_unit_id_13da20e2 ON public.surveys_withheld USING btree (unit_id);


--
-- Name: switching_of_playbook; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX switching_of_playbook ON public.playbooks_switching USING btree (playbook_id, at DESC);


--
-- Name: telling_unseen; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX telling_unseen ON public.routing_telling USING btree (person_id, at DESC, id DESC) WHERE (seen_at IS NULL);


--
-- Name: timeline_entry_because_id_73267544; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX timeline_entry_because_id_73267544 ON public.timeline_entry USING btree (because_id);


--
-- Name: timeline_entry_customer_id_de9f38d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX timeline_entry_customer_id_de9f38d7 ON public.timeline_entry USING btree (customer_id);


--
-- Name: topics_correction_label_id_8e66ae64; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX topics_correction_label_id_8e66ae64 ON public.topics_correction USING btree (label_id);


--
-- Name: topics_label_customer_id_3a2c1bb0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX topics_label_customer_id_3a2c1bb0 ON public.topics_label USING btree (customer_id);


--
-- Name: topics_topic_key_2e830886_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX topics_topic_key_2e830886_like ON public.topics_topic USING btree (key varchar_pattern_ops);


--
-- Name: trying_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX trying_by_time ON public.promises_trying USING btree (made_at DESC, id DESC);


--
-- Name: unique_authenticator_type; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));


--
-- Name: unique_primary_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


--
-- Name: unique_verified_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


--
-- Name: verified_identity_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX verified_identity_once ON public.customers_identity USING btree (kind, value) WHERE (verified_at IS NOT NULL);


--
-- Name: wait_in_queue; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wait_in_queue ON public.routing_wait USING btree (unit_id, acuity, arrived_at, id) WHERE (ended_at IS NULL);


--
-- Name: wait_to_alarm; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wait_to_alarm ON public.routing_wait USING btree (alarm_at) WHERE ((alarm_at IS NOT NULL) AND (ended_at IS NULL));


--
-- Name: wait_to_look_again; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wait_to_look_again ON public.routing_wait USING btree (until_at) WHERE ((ended_at IS NULL) AND (until_at IS NOT NULL));


--
-- Name: webhooks_delivery_entry_id_ce831dc6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhooks_delivery_entry_id_ce831dc6 ON public.webhooks_delivery USING btree (entry_id);


--
-- Name: webhooks_secret_webhook_id_2338a064; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhooks_secret_webhook_id_2338a064 ON public.webhooks_secret USING btree (webhook_id);


--
-- Name: webhooks_webhook_unit_id_01d6aa00; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhooks_webhook_unit_id_01d6aa00 ON public.webhooks_webhook USING btree (unit_id);


--
-- Name: withheld_once_because; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX withheld_once_because ON public.surveys_withheld USING btree (because_id, form_key) WHERE (because_id IS NOT NULL);


--
-- Name: compensation_approval compensation_approval_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_approval_stays BEFORE DELETE ON public.compensation_approval FOR EACH ROW EXECUTE FUNCTION public.compensation_refuse_change();


--
-- Name: compensation_approval compensation_approval_unchanged; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_approval_unchanged BEFORE UPDATE ON public.compensation_approval FOR EACH ROW WHEN (((old.granted IS NOT NULL) AND ((old.granted IS DISTINCT FROM new.granted) OR (old.decided_at IS DISTINCT FROM new.decided_at) OR ((old.reason)::text IS DISTINCT FROM (new.reason)::text)))) EXECUTE FUNCTION public.compensation_refuse_change();


--
-- Name: compensation_award compensation_award_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_award_stays BEFORE DELETE ON public.compensation_award FOR EACH ROW EXECUTE FUNCTION public.compensation_award_refuse_change();


--
-- Name: compensation_award compensation_award_unchanged; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_award_unchanged BEFORE UPDATE ON public.compensation_award FOR EACH ROW WHEN (((old.state)::text <> 'waiting'::text)) EXECUTE FUNCTION public.compensation_award_refuse_change();


--
-- Name: compensation_budget compensation_budget_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_budget_stays BEFORE DELETE OR UPDATE ON public.compensation_budget FOR EACH ROW EXECUTE FUNCTION public.compensation_refuse_change();


--
-- Name: compensation_escalation compensation_escalation_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_escalation_stays BEFORE DELETE OR UPDATE ON public.compensation_escalation FOR EACH ROW EXECUTE FUNCTION public.compensation_refuse_change();


--
-- Name: compensation_reversal compensation_reversal_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER compensation_reversal_stays BEFORE DELETE OR UPDATE ON public.compensation_reversal FOR EACH ROW EXECUTE FUNCTION public.compensation_refuse_change();


--
-- Name: complaints_safetyreport complaints_safetyreport_locked; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER complaints_safetyreport_locked BEFORE DELETE OR UPDATE ON public.complaints_safetyreport FOR EACH ROW EXECUTE FUNCTION public.complaints_refuse_change();


--
-- Name: complaints_seal complaints_seal_locked; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER complaints_seal_locked BEFORE DELETE OR UPDATE ON public.complaints_seal FOR EACH ROW EXECUTE FUNCTION public.complaints_refuse_change();


--
-- Name: complaints_statutoryclock complaints_statutoryclock_locked; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER complaints_statutoryclock_locked BEFORE DELETE OR UPDATE ON public.complaints_statutoryclock FOR EACH ROW EXECUTE FUNCTION public.complaints_refuse_change();


--
-- Name: complaints_step complaints_step_locked; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER complaints_step_locked BEFORE DELETE OR UPDATE ON public.complaints_step FOR EACH ROW EXECUTE FUNCTION public.complaints_refuse_change();


--
-- Name: guarantees_evidence guarantees_evidence_locked; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER guarantees_evidence_locked BEFORE DELETE OR UPDATE ON public.guarantees_evidence FOR EACH ROW EXECUTE FUNCTION public.guarantees_refuse_change();


--
-- Name: guarantees_version guarantees_version_locked; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER guarantees_version_locked BEFORE DELETE OR UPDATE ON public.guarantees_version FOR EACH ROW EXECUTE FUNCTION public.guarantees_refuse_change();


--
-- Name: ledger_head ledger_head_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_head_append_only BEFORE DELETE OR UPDATE ON public.ledger_head FOR EACH ROW EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_posting ledger_posting_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_posting_append_only BEFORE DELETE OR UPDATE ON public.ledger_posting FOR EACH ROW EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_posting ledger_posting_balanced; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER ledger_posting_balanced AFTER INSERT ON public.ledger_posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.ledger_refuse_imbalance();


--
-- Name: ledger_transaction ledger_transaction_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_transaction_append_only BEFORE DELETE OR UPDATE ON public.ledger_transaction FOR EACH ROW EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_aborted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_inserted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_abort_requested_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_delete_jobs_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_scheduled_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_insert_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_update_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


--
-- Name: timeline_entry timeline_tell; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER timeline_tell AFTER INSERT ON public.timeline_entry FOR EACH ROW WHEN ((current_setting('zhiyin.quiet'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION public.timeline_tell();


--
-- Name: timeline_entry webhooks_owe; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER webhooks_owe AFTER INSERT ON public.timeline_entry FOR EACH ROW WHEN ((((new.event)::text <> 'WebhookTested'::text) AND (current_setting('zhiyin.quiet'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION public.webhooks_owe();


--
-- Name: account_emailaddress account_emailaddress_user_id_2c513194_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_people_person_id FOREIGN KEY (user_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: account_emailconfirmation account_emailconfirm_email_address_id_5b7f8c58_fk_account_e; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_assignee_id_28343c2e_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_assignee_id_28343c2e_fk_people_person_id FOREIGN KEY (assignee_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_channel_id_04e45f90_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_channel_id_04e45f90_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_customer_id_3e0cf925_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_customer_id_3e0cf925_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_follows_id_431e3f59_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_follows_id_431e3f59_fk_cases_case_id FOREIGN KEY (follows_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_team_id_60679476_fk_people_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_team_id_60679476_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_unit_id_f34fc706_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_unit_id_f34fc706_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_casemessage cases_casemessage_case_id_d0c4cc0b_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_casemessage
    ADD CONSTRAINT cases_casemessage_case_id_d0c4cc0b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_casemessage cases_casemessage_message_id_9dc9106d_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_casemessage
    ADD CONSTRAINT cases_casemessage_message_id_9dc9106d_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_closure cases_closure_case_id_7fba52e5_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_closure
    ADD CONSTRAINT cases_closure_case_id_7fba52e5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_grading cases_grading_case_id_59cb3b49_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_grading
    ADD CONSTRAINT cases_grading_case_id_59cb3b49_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_reopening cases_reopening_case_id_8ae8051e_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_reopening
    ADD CONSTRAINT cases_reopening_case_id_8ae8051e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_setaside cases_setaside_case_id_ac8ed319_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_setaside
    ADD CONSTRAINT cases_setaside_case_id_ac8ed319_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_setaside cases_setaside_message_id_f8235793_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_setaside
    ADD CONSTRAINT cases_setaside_message_id_f8235793_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_setaside cases_setaside_unit_id_82517a9b_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_setaside
    ADD CONSTRAINT cases_setaside_unit_id_82517a9b_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_accesstoken channels_accesstoken_channel_id_b5712d03_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_accesstoken
    ADD CONSTRAINT channels_accesstoken_channel_id_b5712d03_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_arrival channels_arrival_channel_id_52088d7c_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_arrival
    ADD CONSTRAINT channels_arrival_channel_id_52088d7c_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_arrival channels_arrival_message_id_2b6f3cae_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_arrival
    ADD CONSTRAINT channels_arrival_message_id_2b6f3cae_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_attachment channels_attachment_message_id_b6c11d0e_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_attachment
    ADD CONSTRAINT channels_attachment_message_id_b6c11d0e_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_channel channels_channel_unit_id_0d1a7943_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_channel
    ADD CONSTRAINT channels_channel_unit_id_0d1a7943_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_delivery channels_delivery_because_id_3a7fe7b1_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_because_id_3a7fe7b1_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_delivery channels_delivery_message_id_60a11a5e_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_message_id_60a11a5e_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_feed channels_feed_channel_id_ccdd364e_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_feed
    ADD CONSTRAINT channels_feed_channel_id_ccdd364e_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_mailboxstate channels_mailboxstat_channel_id_f75bbfca_fk_channels_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_mailboxstate
    ADD CONSTRAINT channels_mailboxstat_channel_id_f75bbfca_fk_channels_ FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_message channels_message_answers_id_da12b611_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_answers_id_da12b611_fk_channels_message_id FOREIGN KEY (answers_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_message channels_message_by_person_id_9e35c860_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_by_person_id_9e35c860_fk_people_person_id FOREIGN KEY (by_person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_message channels_message_channel_id_8465f8de_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_channel_id_8465f8de_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_message channels_message_customer_id_03ad3d1d_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_customer_id_03ad3d1d_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: channels_nonce channels_nonce_channel_id_8d664219_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels_nonce
    ADD CONSTRAINT channels_nonce_channel_id_8d664219_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_apology compensation_apology_award_id_0db33d46_fk_compensation_award_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_apology
    ADD CONSTRAINT compensation_apology_award_id_0db33d46_fk_compensation_award_id FOREIGN KEY (award_id) REFERENCES public.compensation_award(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_apology compensation_apology_customer_id_9e4bd0c2_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_apology
    ADD CONSTRAINT compensation_apology_customer_id_9e4bd0c2_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_approval compensation_approva_award_id_fce90230_fk_compensat; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_approval
    ADD CONSTRAINT compensation_approva_award_id_fce90230_fk_compensat FOREIGN KEY (award_id) REFERENCES public.compensation_award(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_approval compensation_approva_decided_by_id_fe15bca8_fk_people_pe; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_approval
    ADD CONSTRAINT compensation_approva_decided_by_id_fe15bca8_fk_people_pe FOREIGN KEY (decided_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_approval compensation_approva_in_name_of_id_26236491_fk_people_pe; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_approval
    ADD CONSTRAINT compensation_approva_in_name_of_id_26236491_fk_people_pe FOREIGN KEY (in_name_of_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_approval compensation_approval_agreed_by_id_fc768318_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_approval
    ADD CONSTRAINT compensation_approval_agreed_by_id_fc768318_fk_people_person_id FOREIGN KEY (agreed_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_award compensation_award_because_id_c5252245_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_because_id_c5252245_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_award compensation_award_case_id_561c91ab_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_case_id_561c91ab_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_award compensation_award_customer_id_f7940f9b_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_customer_id_f7940f9b_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_award compensation_award_unit_id_01cd2e2c_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_award
    ADD CONSTRAINT compensation_award_unit_id_01cd2e2c_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_budget compensation_budget_unit_id_b185543a_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_budget
    ADD CONSTRAINT compensation_budget_unit_id_b185543a_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_deputy compensation_deputy_deputy_id_08313964_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_deputy
    ADD CONSTRAINT compensation_deputy_deputy_id_08313964_fk_people_person_id FOREIGN KEY (deputy_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_deputy compensation_deputy_person_id_feaf2f73_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_deputy
    ADD CONSTRAINT compensation_deputy_person_id_feaf2f73_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_escalation compensation_escalat_approval_id_7f822a63_fk_compensat; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_escalation
    ADD CONSTRAINT compensation_escalat_approval_id_7f822a63_fk_compensat FOREIGN KEY (approval_id) REFERENCES public.compensation_approval(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_reversal compensation_reversa_award_id_159c1d2c_fk_compensat; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_reversal
    ADD CONSTRAINT compensation_reversa_award_id_159c1d2c_fk_compensat FOREIGN KEY (award_id) REFERENCES public.compensation_award(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_signal compensation_signal_customer_id_4b911cac_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_signal
    ADD CONSTRAINT compensation_signal_customer_id_4b911cac_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_signal compensation_signal_judged_by_id_f461863d_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_signal
    ADD CONSTRAINT compensation_signal_judged_by_id_f461863d_fk_people_person_id FOREIGN KEY (judged_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_signal compensation_signal_person_id_762bb3ac_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_signal
    ADD CONSTRAINT compensation_signal_person_id_762bb3ac_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: compensation_signal compensation_signal_unit_id_e5fed0f1_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.compensation_signal
    ADD CONSTRAINT compensation_signal_unit_id_e5fed0f1_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_alarm complaints_alarm_person_id_7769aa50_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT complaints_alarm_person_id_7769aa50_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_alarm complaints_alarm_report_id_86501a60_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT complaints_alarm_report_id_86501a60_fk_complaint FOREIGN KEY (report_id) REFERENCES public.complaints_safetyreport(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_cause complaints_cause_complaint_id_3323c8ce_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_complaint_id_3323c8ce_fk_complaint FOREIGN KEY (complaint_id) REFERENCES public.complaints_complaint(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_complaint complaints_complaint_because_id_e69b94ea_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_because_id_e69b94ea_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_complaint complaints_complaint_case_id_345a4190_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_case_id_345a4190_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_complaint complaints_complaint_customer_id_299bf0f5_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_customer_id_299bf0f5_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_complaint complaints_complaint_owner_id_f72a6213_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_owner_id_f72a6213_fk_people_person_id FOREIGN KEY (owner_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_complaint complaints_complaint_problem_id_34f34cef_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_problem_id_34f34cef_fk_complaint FOREIGN KEY (problem_id) REFERENCES public.complaints_problem(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_complaint complaints_complaint_unit_id_89d23118_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_complaint
    ADD CONSTRAINT complaints_complaint_unit_id_89d23118_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_correction complaints_correctio_problem_id_ce32fc02_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_correction
    ADD CONSTRAINT complaints_correctio_problem_id_ce32fc02_fk_complaint FOREIGN KEY (problem_id) REFERENCES public.complaints_problem(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_evidence complaints_evidence_complaint_id_45482388_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_evidence
    ADD CONSTRAINT complaints_evidence_complaint_id_45482388_fk_complaint FOREIGN KEY (complaint_id) REFERENCES public.complaints_complaint(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_evidence complaints_evidence_step_id_143d0c97_fk_complaints_step_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_evidence
    ADD CONSTRAINT complaints_evidence_step_id_143d0c97_fk_complaints_step_id FOREIGN KEY (step_id) REFERENCES public.complaints_step(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_problem complaints_problem_because_id_a283fa56_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_problem
    ADD CONSTRAINT complaints_problem_because_id_a283fa56_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_problem complaints_problem_follows_id_319d73fd_fk_complaints_problem_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_problem
    ADD CONSTRAINT complaints_problem_follows_id_319d73fd_fk_complaints_problem_id FOREIGN KEY (follows_id) REFERENCES public.complaints_problem(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_problem complaints_problem_owner_id_50b63be5_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_problem
    ADD CONSTRAINT complaints_problem_owner_id_50b63be5_fk_people_person_id FOREIGN KEY (owner_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_problem complaints_problem_unit_id_ed215dbf_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_problem
    ADD CONSTRAINT complaints_problem_unit_id_ed215dbf_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_proof complaints_proof_correction_id_90d2f250_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_proof
    ADD CONSTRAINT complaints_proof_correction_id_90d2f250_fk_complaint FOREIGN KEY (correction_id) REFERENCES public.complaints_correction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_proof complaints_proof_problem_id_be94a363_fk_complaints_problem_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_proof
    ADD CONSTRAINT complaints_proof_problem_id_be94a363_fk_complaints_problem_id FOREIGN KEY (problem_id) REFERENCES public.complaints_problem(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_safetyanswer complaints_safetyans_report_id_0187293c_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyanswer
    ADD CONSTRAINT complaints_safetyans_report_id_0187293c_fk_complaint FOREIGN KEY (report_id) REFERENCES public.complaints_safetyreport(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_safetyreport complaints_safetyreport_case_id_df938c5b_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyreport
    ADD CONSTRAINT complaints_safetyreport_case_id_df938c5b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_safetyreport complaints_safetyreport_unit_id_2ee990cd_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_safetyreport
    ADD CONSTRAINT complaints_safetyreport_unit_id_2ee990cd_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_seal complaints_seal_report_id_f67e9fe3_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_seal
    ADD CONSTRAINT complaints_seal_report_id_f67e9fe3_fk_complaint FOREIGN KEY (report_id) REFERENCES public.complaints_safetyreport(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_solution complaints_solution_complaint_id_579474ba_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_solution
    ADD CONSTRAINT complaints_solution_complaint_id_579474ba_fk_complaint FOREIGN KEY (complaint_id) REFERENCES public.complaints_complaint(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_statutoryclock complaints_statutory_complaint_id_20c5205d_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_statutoryclock
    ADD CONSTRAINT complaints_statutory_complaint_id_20c5205d_fk_complaint FOREIGN KEY (complaint_id) REFERENCES public.complaints_complaint(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: complaints_step complaints_step_complaint_id_10d65fab_fk_complaint; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.complaints_step
    ADD CONSTRAINT complaints_step_complaint_id_10d65fab_fk_complaint FOREIGN KEY (complaint_id) REFERENCES public.complaints_complaint(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: conversations_draft conversations_draft_case_id_90fdb654_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations_draft
    ADD CONSTRAINT conversations_draft_case_id_90fdb654_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: conversations_draft conversations_draft_person_id_f731caf4_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations_draft
    ADD CONSTRAINT conversations_draft_person_id_f731caf4_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: conversations_note conversations_note_case_id_5b5bc17b_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations_note
    ADD CONSTRAINT conversations_note_case_id_5b5bc17b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_consent customers_consent_customer_id_e5c9af2d_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_consent
    ADD CONSTRAINT customers_consent_customer_id_e5c9af2d_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_customer customers_customer_whole_id_7678f4b0_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_whole_id_7678f4b0_fk_customers_customer_id FOREIGN KEY (whole_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_identity customers_identity_customer_id_b1e21f37_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_identity
    ADD CONSTRAINT customers_identity_customer_id_b1e21f37_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_merge customers_merge_source_id_2621dad2_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_merge
    ADD CONSTRAINT customers_merge_source_id_2621dad2_fk_customers_customer_id FOREIGN KEY (source_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_merge customers_merge_target_id_3de41076_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_merge
    ADD CONSTRAINT customers_merge_target_id_3de41076_fk_customers_customer_id FOREIGN KEY (target_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_trait customers_trait_because_id_01b967b8_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_trait
    ADD CONSTRAINT customers_trait_because_id_01b967b8_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers_trait customers_trait_customer_id_d9502fa2_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers_trait
    ADD CONSTRAINT customers_trait_customer_id_d9502fa2_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: experiments_conclusion experiments_conclusi_experiment_id_c0269bc5_fk_experimen; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_conclusion
    ADD CONSTRAINT experiments_conclusi_experiment_id_c0269bc5_fk_experimen FOREIGN KEY (experiment_id) REFERENCES public.experiments_experiment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: experiments_experiment experiments_experime_proposal_id_e0106c7d_fk_proposals; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_experiment
    ADD CONSTRAINT experiments_experime_proposal_id_e0106c7d_fk_proposals FOREIGN KEY (proposal_id) REFERENCES public.proposals_proposal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: experiments_exposure experiments_exposure_because_id_49b4c97f_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_exposure
    ADD CONSTRAINT experiments_exposure_because_id_49b4c97f_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: experiments_exposure experiments_exposure_customer_id_e04dbc03_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_exposure
    ADD CONSTRAINT experiments_exposure_customer_id_e04dbc03_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: experiments_exposure experiments_exposure_experiment_id_f46177d7_fk_experimen; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.experiments_exposure
    ADD CONSTRAINT experiments_exposure_experiment_id_f46177d7_fk_experimen FOREIGN KEY (experiment_id) REFERENCES public.experiments_experiment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: feedback_feedback feedback_feedback_customer_id_1e58253a_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_customer_id_1e58253a_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: feedback_feedback feedback_feedback_unit_id_eaae93bb_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_unit_id_eaae93bb_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_attempt followup_attempt_call_back_id_72e81a32_fk_followup_callback_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_attempt
    ADD CONSTRAINT followup_attempt_call_back_id_72e81a32_fk_followup_callback_id FOREIGN KEY (call_back_id) REFERENCES public.followup_callback(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_callback followup_callback_because_id_7f2a9e1d_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_because_id_7f2a9e1d_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_callback followup_callback_case_id_2211944c_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_case_id_2211944c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_callback followup_callback_customer_id_c32462af_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_customer_id_c32462af_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_callback followup_callback_made_by_id_6bb3e491_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_made_by_id_6bb3e491_fk_people_person_id FOREIGN KEY (made_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_callback followup_callback_unit_id_72c8b53f_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_callback
    ADD CONSTRAINT followup_callback_unit_id_72c8b53f_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_followup followup_followup_because_id_f8f9b03f_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_because_id_f8f9b03f_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_followup followup_followup_case_id_911a1dff_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_case_id_911a1dff_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_followup followup_followup_customer_id_bb126699_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_customer_id_bb126699_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_followup followup_followup_done_by_id_8b84701f_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_done_by_id_8b84701f_fk_people_person_id FOREIGN KEY (done_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_followup followup_followup_unit_id_e2c67110_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_followup
    ADD CONSTRAINT followup_followup_unit_id_e2c67110_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_plan followup_plan_rebound_id_39ed0dea_fk_followup_rebound_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_plan
    ADD CONSTRAINT followup_plan_rebound_id_39ed0dea_fk_followup_rebound_id FOREIGN KEY (rebound_id) REFERENCES public.followup_rebound(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_rebound followup_rebound_case_id_31a88385_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_rebound
    ADD CONSTRAINT followup_rebound_case_id_31a88385_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_rebound followup_rebound_customer_id_ebeaa23f_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_rebound
    ADD CONSTRAINT followup_rebound_customer_id_ebeaa23f_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_rebound followup_rebound_unit_id_870e6e48_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_rebound
    ADD CONSTRAINT followup_rebound_unit_id_870e6e48_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_reviewreply followup_reviewreply_approved_by_id_07888d21_fk_people_pe; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_approved_by_id_07888d21_fk_people_pe FOREIGN KEY (approved_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_reviewreply followup_reviewreply_because_id_2744ed7c_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_because_id_2744ed7c_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_reviewreply followup_reviewreply_customer_id_cba187d0_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_customer_id_cba187d0_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_reviewreply followup_reviewreply_drafted_by_id_aebcc0b9_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_drafted_by_id_aebcc0b9_fk_people_person_id FOREIGN KEY (drafted_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_reviewreply followup_reviewreply_posted_by_id_254187d2_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_posted_by_id_254187d2_fk_people_person_id FOREIGN KEY (posted_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: followup_reviewreply followup_reviewreply_unit_id_4a761244_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followup_reviewreply
    ADD CONSTRAINT followup_reviewreply_unit_id_4a761244_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: guarantees_evidence guarantees_evidence_customer_id_56c8d2a6_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_evidence
    ADD CONSTRAINT guarantees_evidence_customer_id_56c8d2a6_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: guarantees_evidence guarantees_evidence_unit_id_a8efab5e_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_evidence
    ADD CONSTRAINT guarantees_evidence_unit_id_a8efab5e_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: guarantees_letter guarantees_letter_evidence_id_2c15d26a_fk_guarantee; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_letter
    ADD CONSTRAINT guarantees_letter_evidence_id_2c15d26a_fk_guarantee FOREIGN KEY (evidence_id) REFERENCES public.guarantees_evidence(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: guarantees_return guarantees_return_customer_id_a257238b_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_return
    ADD CONSTRAINT guarantees_return_customer_id_a257238b_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: guarantees_return guarantees_return_order_id_098e2bb5_fk_orders_order_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_return
    ADD CONSTRAINT guarantees_return_order_id_098e2bb5_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: guarantees_version guarantees_version_guarantee_id_949fe1c8_fk_guarantee; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guarantees_version
    ADD CONSTRAINT guarantees_version_guarantee_id_949fe1c8_fk_guarantee FOREIGN KEY (guarantee_id) REFERENCES public.guarantees_guarantee(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: hotspots_decision hotspots_decision_hotspot_id_da91a84d_fk_hotspots_hotspot_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hotspots_decision
    ADD CONSTRAINT hotspots_decision_hotspot_id_da91a84d_fk_hotspots_hotspot_id FOREIGN KEY (hotspot_id) REFERENCES public.hotspots_hotspot(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: hotspots_hotspot hotspots_hotspot_unit_id_e59e5d3b_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hotspots_hotspot
    ADD CONSTRAINT hotspots_hotspot_unit_id_e59e5d3b_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_head ledger_head_key_id_fe779bef_fk_ledger_signingkey_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_key_id_fe779bef_fk_ledger_signingkey_id FOREIGN KEY (key_id) REFERENCES public.ledger_signingkey(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_posting ledger_posting_customer_id_00e4146c_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_posting
    ADD CONSTRAINT ledger_posting_customer_id_00e4146c_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_posting ledger_posting_transaction_id_cde13cac_fk_ledger_transaction_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_posting
    ADD CONSTRAINT ledger_posting_transaction_id_cde13cac_fk_ledger_transaction_id FOREIGN KEY (transaction_id) REFERENCES public.ledger_transaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_transaction ledger_transaction_because_id_c253f1d0_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_because_id_c253f1d0_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_transaction ledger_transaction_reverses_id_f312c56d_fk_ledger_tr; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_reverses_id_f312c56d_fk_ledger_tr FOREIGN KEY (reverses_id) REFERENCES public.ledger_transaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: mfa_authenticator mfa_authenticator_user_id_0c3a50c0_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_people_person_id FOREIGN KEY (user_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: orders_line orders_line_order_id_c47dcbd1_fk_orders_order_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_line
    ADD CONSTRAINT orders_line_order_id_c47dcbd1_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: orders_order orders_order_customer_id_0b76f6a4_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_customer_id_0b76f6a4_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: orders_order orders_order_unit_id_8bb51f99_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_unit_id_8bb51f99_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outreach_outreach outreach_outreach_assigned_id_813aedb9_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_assigned_id_813aedb9_fk_people_person_id FOREIGN KEY (assigned_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outreach_outreach outreach_outreach_because_id_8b29e4d5_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_because_id_8b29e4d5_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outreach_outreach outreach_outreach_case_id_f13c848f_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_case_id_f13c848f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outreach_outreach outreach_outreach_customer_id_e0f8dde4_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_customer_id_e0f8dde4_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outreach_outreach outreach_outreach_unit_id_293b5ee2_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outreach_outreach
    ADD CONSTRAINT outreach_outreach_unit_id_293b5ee2_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outside_outsideevent outside_outsideevent_customer_id_36432bcc_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_outsideevent
    ADD CONSTRAINT outside_outsideevent_customer_id_36432bcc_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: outside_outsideevent outside_outsideevent_unit_id_69974612_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_outsideevent
    ADD CONSTRAINT outside_outsideevent_unit_id_69974612_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_absence people_absence_person_id_83bbf6a9_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_absence
    ADD CONSTRAINT people_absence_person_id_83bbf6a9_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_assessment people_assessment_person_id_4bd20a8b_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_assessment
    ADD CONSTRAINT people_assessment_person_id_4bd20a8b_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_assessment people_assessment_skill_id_e7b58b5c_fk_people_skill_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_assessment
    ADD CONSTRAINT people_assessment_skill_id_e7b58b5c_fk_people_skill_id FOREIGN KEY (skill_id) REFERENCES public.people_skill(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_hoursofday people_hoursofday_person_id_135a2259_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_hoursofday
    ADD CONSTRAINT people_hoursofday_person_id_135a2259_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_key people_key_made_by_id_25356c88_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_key
    ADD CONSTRAINT people_key_made_by_id_25356c88_fk_people_person_id FOREIGN KEY (made_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_key people_key_unit_id_96796b36_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_key
    ADD CONSTRAINT people_key_unit_id_96796b36_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_membership people_membership_person_id_dd6d28d1_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_person_id_dd6d28d1_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_membership people_membership_role_id_767ca7d6_fk_people_role_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_role_id_767ca7d6_fk_people_role_id FOREIGN KEY (role_id) REFERENCES public.people_role(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_membership people_membership_team_id_61ae9260_fk_people_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_team_id_61ae9260_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_membership people_membership_unit_id_17e4545d_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_unit_id_17e4545d_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_spokenlanguage people_spokenlanguage_person_id_d3681d90_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_spokenlanguage
    ADD CONSTRAINT people_spokenlanguage_person_id_d3681d90_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_team people_team_unit_id_0fe74739_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_team
    ADD CONSTRAINT people_team_unit_id_0fe74739_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_unit people_unit_parent_id_4456c6e4_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_unit
    ADD CONSTRAINT people_unit_parent_id_4456c6e4_fk_people_unit_id FOREIGN KEY (parent_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_weeklyhours people_weeklyhours_person_id_7ffaa5bb_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_weeklyhours
    ADD CONSTRAINT people_weeklyhours_person_id_7ffaa5bb_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: phone_call phone_call_channel_id_88e74103_fk_channels_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_call
    ADD CONSTRAINT phone_call_channel_id_88e74103_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: phone_call phone_call_customer_id_b21d07e3_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_call
    ADD CONSTRAINT phone_call_customer_id_b21d07e3_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: phone_call phone_call_message_id_090bc704_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_call
    ADD CONSTRAINT phone_call_message_id_090bc704_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: phone_call phone_call_person_id_094a82e9_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_call
    ADD CONSTRAINT phone_call_person_id_094a82e9_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: phone_scriptstep phone_scriptstep_by_person_id_d9a6157e_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_scriptstep
    ADD CONSTRAINT phone_scriptstep_by_person_id_d9a6157e_fk_people_person_id FOREIGN KEY (by_person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: phone_scriptstep phone_scriptstep_call_id_3596cf96_fk_phone_call_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_scriptstep
    ADD CONSTRAINT phone_scriptstep_call_id_3596cf96_fk_phone_call_id FOREIGN KEY (call_id) REFERENCES public.phone_call(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_day playbooks_day_playbook_id_cd631880_fk_playbooks_playbook_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_day
    ADD CONSTRAINT playbooks_day_playbook_id_cd631880_fk_playbooks_playbook_id FOREIGN KEY (playbook_id) REFERENCES public.playbooks_playbook(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_playbook playbooks_playbook_version_id_6e1582d3_fk_playbooks_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_playbook
    ADD CONSTRAINT playbooks_playbook_version_id_6e1582d3_fk_playbooks_version_id FOREIGN KEY (version_id) REFERENCES public.playbooks_version(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_run playbooks_run_because_id_2ca5b233_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_because_id_2ca5b233_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_run playbooks_run_customer_id_bed2db6a_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_customer_id_bed2db6a_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_run playbooks_run_playbook_id_bab0f2c2_fk_playbooks_playbook_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_playbook_id_bab0f2c2_fk_playbooks_playbook_id FOREIGN KEY (playbook_id) REFERENCES public.playbooks_playbook(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_run playbooks_run_unit_id_28e60b8d_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_unit_id_28e60b8d_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_run playbooks_run_version_id_c75019a8_fk_playbooks_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_run
    ADD CONSTRAINT playbooks_run_version_id_c75019a8_fk_playbooks_version_id FOREIGN KEY (version_id) REFERENCES public.playbooks_version(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_step playbooks_step_run_id_0d70f69a_fk_playbooks_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_step
    ADD CONSTRAINT playbooks_step_run_id_0d70f69a_fk_playbooks_run_id FOREIGN KEY (run_id) REFERENCES public.playbooks_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: playbooks_switching playbooks_switching_playbook_id_16f56958_fk_playbooks; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.playbooks_switching
    ADD CONSTRAINT playbooks_switching_playbook_id_16f56958_fk_playbooks FOREIGN KEY (playbook_id) REFERENCES public.playbooks_playbook(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: procrastinate_events procrastinate_events_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


--
-- Name: procrastinate_jobs procrastinate_jobs_worker_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


--
-- Name: promises_acknowledgement promises_acknowledge_promise_id_2a80373d_fk_promises_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_acknowledgement
    ADD CONSTRAINT promises_acknowledge_promise_id_2a80373d_fk_promises_ FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_acknowledgement promises_acknowledgement_case_id_ebabfa5f_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_acknowledgement
    ADD CONSTRAINT promises_acknowledgement_case_id_ebabfa5f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_breach promises_breach_promise_id_d1c6a232_fk_promises_promise_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_breach
    ADD CONSTRAINT promises_breach_promise_id_d1c6a232_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_handover promises_handover_case_id_034f9d02_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_handover
    ADD CONSTRAINT promises_handover_case_id_034f9d02_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_notice promises_notice_promise_id_27491c09_fk_promises_promise_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_notice
    ADD CONSTRAINT promises_notice_promise_id_27491c09_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_pause promises_pause_promise_id_4d69ff73_fk_promises_promise_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_pause
    ADD CONSTRAINT promises_pause_promise_id_4d69ff73_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_promise promises_promise_case_id_0f297d20_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_case_id_0f297d20_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_promise promises_promise_customer_id_946d8924_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_customer_id_946d8924_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: promises_promise promises_promise_unit_id_f1c4b315_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_unit_id_f1c4b315_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_decision proposals_decision_by_person_id_4189ce67_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_decision
    ADD CONSTRAINT proposals_decision_by_person_id_4189ce67_fk_people_person_id FOREIGN KEY (by_person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_decision proposals_decision_proposal_id_4e7327e3_fk_proposals; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_decision
    ADD CONSTRAINT proposals_decision_proposal_id_4e7327e3_fk_proposals FOREIGN KEY (proposal_id) REFERENCES public.proposals_proposal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_proposal proposals_proposal_author_id_200f43b2_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_author_id_200f43b2_fk_people_person_id FOREIGN KEY (author_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_proposal proposals_proposal_because_id_b147a74b_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_because_id_b147a74b_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_proposal proposals_proposal_unit_id_a72df36f_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_unit_id_a72df36f_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_review proposals_review_proposal_id_e1491c68_fk_proposals_proposal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_review
    ADD CONSTRAINT proposals_review_proposal_id_e1491c68_fk_proposals_proposal_id FOREIGN KEY (proposal_id) REFERENCES public.proposals_proposal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: proposals_review proposals_review_reviewer_id_1ded1606_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposals_review
    ADD CONSTRAINT proposals_review_reviewer_id_1ded1606_fk_people_person_id FOREIGN KEY (reviewer_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_alarm routing_alarm_case_id_56e6f74a_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_alarm
    ADD CONSTRAINT routing_alarm_case_id_56e6f74a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_alarm routing_alarm_handed_to_id_7ab421b7_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_alarm
    ADD CONSTRAINT routing_alarm_handed_to_id_7ab421b7_fk_people_person_id FOREIGN KEY (handed_to_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_alarm routing_alarm_unit_id_53510e34_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_alarm
    ADD CONSTRAINT routing_alarm_unit_id_53510e34_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_overrun routing_overrun_promise_id_5da196ba_fk_promises_promise_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_overrun
    ADD CONSTRAINT routing_overrun_promise_id_5da196ba_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_placement routing_placement_case_id_3bde9e47_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_placement
    ADD CONSTRAINT routing_placement_case_id_3bde9e47_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_placement routing_placement_person_id_2ddc1e4d_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_placement
    ADD CONSTRAINT routing_placement_person_id_2ddc1e4d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_placement routing_placement_wait_id_4036f05d_fk_routing_wait_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_placement
    ADD CONSTRAINT routing_placement_wait_id_4036f05d_fk_routing_wait_id FOREIGN KEY (wait_id) REFERENCES public.routing_wait(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_telling routing_telling_alarm_id_dff23434_fk_routing_alarm_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_telling
    ADD CONSTRAINT routing_telling_alarm_id_dff23434_fk_routing_alarm_id FOREIGN KEY (alarm_id) REFERENCES public.routing_alarm(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_telling routing_telling_person_id_08d60ba9_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_telling
    ADD CONSTRAINT routing_telling_person_id_08d60ba9_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_wait routing_wait_case_id_b5292285_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_wait
    ADD CONSTRAINT routing_wait_case_id_b5292285_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: routing_wait routing_wait_unit_id_b814084b_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.routing_wait
    ADD CONSTRAINT routing_wait_unit_id_b814084b_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: search_document search_document_customer_id_067fca70_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_document
    ADD CONSTRAINT search_document_customer_id_067fca70_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_answer surveys_answer_invitation_id_9bcaccb7_fk_surveys_invitation_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_answer
    ADD CONSTRAINT surveys_answer_invitation_id_9bcaccb7_fk_surveys_invitation_id FOREIGN KEY (invitation_id) REFERENCES public.surveys_invitation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_change surveys_change_answer_id_9beebc7d_fk_surveys_answer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_change
    ADD CONSTRAINT surveys_change_answer_id_9beebc7d_fk_surveys_answer_id FOREIGN KEY (answer_id) REFERENCES public.surveys_answer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_invitation surveys_invitation_because_id_dac7121e_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_because_id_dac7121e_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_invitation surveys_invitation_customer_id_070370bb_fk_customers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_customer_id_070370bb_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_invitation surveys_invitation_message_id_b8a6ab05_fk_channels_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_message_id_b8a6ab05_fk_channels_message_id FOREIGN KEY (message_id) REFERENCES public.channels_message(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_invitation surveys_invitation_unit_id_0781117e_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_unit_id_0781117e_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_invitation surveys_invitation_version_id_039d9d4d_fk_surveys_f; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_version_id_039d9d4d_fk_surveys_f FOREIGN KEY (version_id) REFERENCES public.surveys_formversion(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_refusedlink surveys_refusedlink_invitation_id_806cade6_fk_surveys_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_refusedlink
    ADD CONSTRAINT surveys_refusedlink_invitation_id_806cade6_fk_surveys_i FOREIGN KEY (invitation_id) REFERENCES public.surveys_invitation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_withheld surveys_withheld_because_id_8bcc0ffa_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_withheld
    ADD CONSTRAINT surveys_withheld_because_id_8bcc0ffa_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_withheld surveys_withheld_customer_id_c53e4d80_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_withheld
    ADD CONSTRAINT surveys_withheld_customer_id_c53e4d80_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: surveys_withheld surveys_withheld_unit_id_13da20e2_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.surveys_withheld
    ADD CONSTRAINT surveys_withheld_unit_id_13da20e2_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: timeline_entry timeline_entry_because_id_73267544_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timeline_entry
    ADD CONSTRAINT timeline_entry_because_id_73267544_fk_timeline_entry_id FOREIGN KEY (because_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: timeline_entry timeline_entry_customer_id_de9f38d7_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timeline_entry
    ADD CONSTRAINT timeline_entry_customer_id_de9f38d7_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: topics_correction topics_correction_label_id_8e66ae64_fk_topics_label_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_correction
    ADD CONSTRAINT topics_correction_label_id_8e66ae64_fk_topics_label_id FOREIGN KEY (label_id) REFERENCES public.topics_label(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: topics_label topics_label_customer_id_3a2c1bb0_fk_customers_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_label
    ADD CONSTRAINT topics_label_customer_id_3a2c1bb0_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: topics_label topics_label_unit_id_308a8edb_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topics_label
    ADD CONSTRAINT topics_label_unit_id_308a8edb_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: webhooks_attempt webhooks_attempt_delivery_id_bb1708b1_fk_webhooks_delivery_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_attempt
    ADD CONSTRAINT webhooks_attempt_delivery_id_bb1708b1_fk_webhooks_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.webhooks_delivery(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: webhooks_delivery webhooks_delivery_entry_id_ce831dc6_fk_timeline_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_entry_id_ce831dc6_fk_timeline_entry_id FOREIGN KEY (entry_id) REFERENCES public.timeline_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: webhooks_delivery webhooks_delivery_webhook_id_27345d75_fk_webhooks_webhook_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_webhook_id_27345d75_fk_webhooks_webhook_id FOREIGN KEY (webhook_id) REFERENCES public.webhooks_webhook(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: webhooks_disabling webhooks_disabling_webhook_id_56f0aeb3_fk_webhooks_webhook_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_disabling
    ADD CONSTRAINT webhooks_disabling_webhook_id_56f0aeb3_fk_webhooks_webhook_id FOREIGN KEY (webhook_id) REFERENCES public.webhooks_webhook(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: webhooks_secret webhooks_secret_webhook_id_2338a064_fk_webhooks_webhook_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_secret
    ADD CONSTRAINT webhooks_secret_webhook_id_2338a064_fk_webhooks_webhook_id FOREIGN KEY (webhook_id) REFERENCES public.webhooks_webhook(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: webhooks_webhook webhooks_webhook_unit_id_01d6aa00_fk_people_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhooks_webhook
    ADD CONSTRAINT webhooks_webhook_unit_id_01d6aa00_fk_people_unit_id FOREIGN KEY (unit_id) REFERENCES public.people_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--


