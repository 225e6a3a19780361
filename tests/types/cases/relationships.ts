export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  public: {
    Tables: {
      measured: {
        Row: {
          at: string
          near_c: number | null
        }
        Insert: {
          at: string
          near_c?: number | null
        }
        Update: {
          at?: string
          near_c?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "measured_near_c_fkey"
            columns: ["near_c"]
            isOneToOne: false
            referencedRelation: "near"
            referencedColumns: ["c"]
          },
          {
            foreignKeyName: "measured_near_c_fkey"
            columns: ["near_c"]
            isOneToOne: false
            referencedRelation: "near_view"
            referencedColumns: ["c"]
          },
        ]
      }
      measured_2024: {
        Row: {
          at: string
          near_c: number | null
        }
        Insert: {
          at: string
          near_c?: number | null
        }
        Update: {
          at?: string
          near_c?: number | null
        }
        Relationships: []
      }
      measured_rest: {
        Row: {
          at: string
          near_c: number | null
        }
        Insert: {
          at: string
          near_c?: number | null
        }
        Update: {
          at?: string
          near_c?: number | null
        }
        Relationships: []
      }
      near: {
        Row: {
          a: number
          b: number
          c: number | null
          far_id: number | null
        }
        Insert: {
          a: number
          b: number
          c?: number | null
          far_id?: number | null
        }
        Update: {
          a?: number
          b?: number
          c?: number | null
          far_id?: number | null
        }
        Relationships: []
      }
      of_partitioned: {
        Row: {
          at: string | null
        }
        Insert: {
          at?: string | null
        }
        Update: {
          at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "of_partitioned_at_fkey"
            columns: ["at"]
            isOneToOne: false
            referencedRelation: "measured"
            referencedColumns: ["at"]
          },
        ]
      }
      other_order: {
        Row: {
          a: number
          b: number
        }
        Insert: {
          a: number
          b: number
        }
        Update: {
          a?: number
          b?: number
        }
        Relationships: [
          {
            foreignKeyName: "other_order_a_b_fkey"
            columns: ["a", "b"]
            isOneToOne: false
            referencedRelation: "near"
            referencedColumns: ["a", "b"]
          },
          {
            foreignKeyName: "other_order_a_b_fkey"
            columns: ["a", "b"]
            isOneToOne: false
            referencedRelation: "near_view"
            referencedColumns: ["a", "b"]
          },
        ]
      }
      part_of_key: {
        Row: {
          a: number
          b: number
          n: number
        }
        Insert: {
          a: number
          b: number
          n: number
        }
        Update: {
          a?: number
          b?: number
          n?: number
        }
        Relationships: [
          {
            foreignKeyName: "part_of_key_a_b_fkey"
            columns: ["a", "b"]
            isOneToOne: false
            referencedRelation: "near"
            referencedColumns: ["a", "b"]
          },
          {
            foreignKeyName: "part_of_key_a_b_fkey"
            columns: ["a", "b"]
            isOneToOne: false
            referencedRelation: "near_view"
            referencedColumns: ["a", "b"]
          },
        ]
      }
      same_order: {
        Row: {
          a: number
          b: number
          x: number | null
        }
        Insert: {
          a: number
          b: number
          x?: number | null
        }
        Update: {
          a?: number
          b?: number
          x?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "same_order_a_b_fkey"
            columns: ["a", "b"]
            isOneToOne: true
            referencedRelation: "near"
            referencedColumns: ["a", "b"]
          },
          {
            foreignKeyName: "same_order_a_b_fkey"
            columns: ["a", "b"]
            isOneToOne: true
            referencedRelation: "near_view"
            referencedColumns: ["a", "b"]
          },
        ]
      }
      swapped: {
        Row: {
          x: number | null
          y: number | null
        }
        Insert: {
          x?: number | null
          y?: number | null
        }
        Update: {
          x?: number | null
          y?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "Swapped FK"
            columns: ["y", "x"]
            isOneToOne: false
            referencedRelation: "near"
            referencedColumns: ["b", "c"]
          },
          {
            foreignKeyName: "Swapped FK"
            columns: ["y", "x"]
            isOneToOne: false
            referencedRelation: "near_view"
            referencedColumns: ["b", "c"]
          },
        ]
      }
      tree: {
        Row: {
          id: number
          parent: number | null
          twin: number | null
        }
        Insert: {
          id: number
          parent?: number | null
          twin?: number | null
        }
        Update: {
          id?: number
          parent?: number | null
          twin?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "tree_parent_fkey"
            columns: ["parent"]
            isOneToOne: false
            referencedRelation: "tree"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tree_parent_fkey"
            columns: ["parent"]
            isOneToOne: false
            referencedRelation: "tree_view"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tree_twin_fkey"
            columns: ["twin"]
            isOneToOne: true
            referencedRelation: "tree"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tree_twin_fkey"
            columns: ["twin"]
            isOneToOne: true
            referencedRelation: "tree_view"
            referencedColumns: ["id"]
          },
        ]
      }
      unique_index: {
        Row: {
          c: number | null
        }
        Insert: {
          c?: number | null
        }
        Update: {
          c?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "unique_index_c_fkey"
            columns: ["c"]
            isOneToOne: false
            referencedRelation: "near"
            referencedColumns: ["c"]
          },
          {
            foreignKeyName: "unique_index_c_fkey"
            columns: ["c"]
            isOneToOne: false
            referencedRelation: "near_view"
            referencedColumns: ["c"]
          },
        ]
      }
    }
    Views: {
      near_view: {
        Row: {
          a: number | null
          b: number | null
          c: number | null
        }
        Insert: {
          a?: number | null
          b?: number | null
          c?: number | null
        }
        Update: {
          a?: number | null
          b?: number | null
          c?: number | null
        }
        Relationships: []
      }
      of_elsewhere: {
        Row: {
          id: number | null
          parent: number | null
        }
        Insert: {
          id?: number | null
          parent?: number | null
        }
        Update: {
          id?: number | null
          parent?: number | null
        }
        Relationships: []
      }
      tree_view: {
        Row: {
          id: number | null
          parent: number | null
          twin: number | null
        }
        Insert: {
          id?: number | null
          parent?: number | null
          twin?: number | null
        }
        Update: {
          id?: number | null
          parent?: number | null
          twin?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "tree_parent_fkey"
            columns: ["parent"]
            isOneToOne: false
            referencedRelation: "tree"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tree_parent_fkey"
            columns: ["parent"]
            isOneToOne: false
            referencedRelation: "tree_view"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tree_twin_fkey"
            columns: ["twin"]
            isOneToOne: true
            referencedRelation: "tree"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tree_twin_fkey"
            columns: ["twin"]
            isOneToOne: true
            referencedRelation: "tree_view"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Functions: {
      [_ in never]: never
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {},
  },
} as const

