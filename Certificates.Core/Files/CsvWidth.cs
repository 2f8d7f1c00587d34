namespace Certificates.Core.Files;

/// <summary>
/// How many fields the line has that is being read, held against the columns of a sheet before the library makes room for them: what it
/// does for a line grows with the square of its fields.
/// </summary>
/// <param name="separator">What stands between fields.</param>
internal sealed class CsvWidth(char separator)
{
    private int _fields = 1;
    private bool _isQuoted, _isClosed, _isBegun;

    /// <summary>True once a line had more.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>How much of a part of the text may be read: all, or up to the field that is one too many.</summary>
    public int Of(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length && !IsExceeded; i++)
        {
            Take(text[i]);
            if (IsExceeded)
            {
                return i;
            }
        }

        return IsExceeded ? 0 : text.Length;
    }

    private void Take(char character)
    {
        if (_isQuoted)
        {
            _isClosed = character == '"';
            _isQuoted = !_isClosed;
        }
        else if (character == separator)
        {
            IsExceeded = ++_fields > FileLimits.SheetColumns;
            (_isBegun, _isClosed) = (false, false);
        }
        else if (character is '\r' or '\n')
        {
            (_fields, _isBegun, _isClosed) = (1, false, false);
        }
        else
        {
            // a quote opens a field at its beginning alone, and is one of the field where it is doubled
            _isQuoted = character == '"' && (!_isBegun || _isClosed);
            (_isBegun, _isClosed) = (true, false);
        }
    }
}
